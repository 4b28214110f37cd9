#include "scraper.hpp"

#include "support/not_written_yet.hpp"

namespace course {

std::vector<Outcome> scrape(std::span<const std::string> urls, const Limits& limits,
                            const Get& get) {
  // TODO: no more pages under way than there are workers, and none of them holds up the others.
  // TODO: what can pass is tried again, later each time, and nothing else is.
  // TODO: a page has one deadline, however many attempts it takes.
  throw NotWrittenYet("scrape");
}

}  // namespace course
