// Real pages of a real server. What they look like from the other side is
// counted there, not believed from the client.

#include <gtest/gtest.h>

#include "scraper.hpp"
#include "support/http_site.hpp"

namespace course {
namespace {

using namespace std::chrono_literals;
using support::HttpSite;

using Urls = std::vector<std::string>;
using Outcomes = std::vector<Outcome>;

constexpr std::chrono::milliseconds kNever = 10min;

Outcome size(std::size_t bytes) { return bytes; }
Outcome failure(const std::string& reason) { return Failure{reason}; }

TEST(Site, HasPagesOfAllSizes) {
  const HttpSite site;
  const Urls urls{site.url("/size/10000000"), site.url("/size/0"), site.url("/redirect/2"),
                  site.url("/size/17")};
  EXPECT_EQ(scrape(urls, {.workers = 2, .timeout = kNever}),
            (Outcomes{size(10'000'000), size(0), size(0), size(17)}));
}

TEST(Site, HasPagesThatFailAndKeepsTheOthers) {
  const HttpSite site;
  const Urls urls{site.url("/status/404"), site.url("/size/1"), site.refused(),
                  site.url("/loop"),       site.url("/size/2"), "no url",
                  site.url("/size/3")};
  EXPECT_EQ(scrape(urls, {.workers = 3, .timeout = kNever, .retries = 2, .back_off = 1ms}),
            (Outcomes{failure("status 404"), size(1), failure("connection refused"),
                      failure("too many redirects"), size(2), failure("not a url"), size(3)}));
  EXPECT_EQ(site.requests("/status/404"), 1);
  EXPECT_EQ(site.requests("/loop"), 6) << "requests of one attempt, which follows five redirects";
}

TEST(Site, HasPagesThatComeAtTheThirdAttempt) {
  const HttpSite site;
  const Urls urls{site.url("/fails/2/500/a"), site.url("/fails/1/503/b"),
                  site.url("/fails/3/502/c"), site.url("/size/9")};
  EXPECT_EQ(scrape(urls, {.workers = 2, .timeout = kNever, .retries = 2, .back_off = 5ms}),
            (Outcomes{size(1002), size(1001), failure("status 502"), size(9)}));
  EXPECT_EQ(site.requests("/fails/2/500/a"), 3);
  EXPECT_EQ(site.requests("/fails/1/503/b"), 2);
  EXPECT_EQ(site.requests("/fails/3/502/c"), 3);
}

// The site gives both up as well, but only when their deadline is long past.
TEST(Site, HasPagesThatAreNeverComplete) {
  const HttpSite site;
  const Urls urls{site.url("/stall"), site.url("/trickle")};
  EXPECT_EQ(scrape(urls, {.workers = 2, .timeout = 150ms, .retries = 3, .back_off = 1ms}),
            (Outcomes{failure("timed out"), failure("timed out")}));
}

TEST(Site, SeesAllWorkersAtOnce) {
  const HttpSite site;
  Urls urls;
  for (int i = 0; i < 6; ++i) {
    urls.push_back(site.url("/gather/3/" + std::to_string(i)));
  }
  EXPECT_EQ(scrape(urls, {.workers = 3, .timeout = kNever}), Outcomes(6, size(3)));
  EXPECT_EQ(site.most_at_once(), 3) << "connections at once, with 3 workers";
}

TEST(Site, IsNotFlooded) {
  const HttpSite site;
  Urls urls;
  for (int i = 0; i < 12; ++i) {
    urls.push_back(site.url("/flood/4/" + std::to_string(i)));
  }
  EXPECT_EQ(scrape(urls, {.workers = 3, .timeout = kNever}), Outcomes(12, size(4)));
  EXPECT_LE(site.most_at_once(), 3) << "connections at once, with 3 workers";
}

}  // namespace
}  // namespace course
