#include "threads.hpp"

#include "support/not_written_yet.hpp"

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  // TODO: every name is fetched on a thread of its own, and no thread outlives this call.
  throw NotWrittenYet("fetch_all");
}

}  // namespace course
