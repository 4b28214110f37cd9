// The site and its client, each by the other.

#include "support/http_site.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/http_get.hpp"

namespace course::support {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::string error_of(const std::string& url, HttpDeadlines deadlines = {}) {
  try {
    http_get(url, deadlines);
  } catch (const HttpError& error) {
    return error.what();
  }
  return "none";
}

TEST(HttpSiteTest, BodiesHaveTheirLengthAndMayHoldZeros) {
  const HttpSite site;
  for (const std::size_t size : {0U, 1U, 5U, 65'536U, 1'000'003U}) {
    const HttpAnswer answer = http_get(site.url("/size/" + std::to_string(size)));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body.size(), size);
  }
  EXPECT_NE(http_get(site.url("/size/5")).body.find('\0'), std::string::npos);
}

TEST(HttpSiteTest, AnyStatusIsAnAnswerAndEveryRequestIsCounted) {
  const HttpSite site;
  EXPECT_EQ(http_get(site.url("/status/404")).status, 404);
  EXPECT_EQ(http_get(site.url("/nothing/of/this/kind")).status, 404);
  for (const int status : {500, 500, 200, 200}) {
    EXPECT_EQ(http_get(site.url("/fails/2/500/page")).status, status);
  }
  EXPECT_EQ(site.requests("/fails/2/500/page"), 4);
  EXPECT_EQ(site.requests("/status/404"), 1);
  EXPECT_EQ(site.most_at_once(), 1);
}

TEST(HttpSiteTest, FiveRedirectsAreFollowedAndNoMore) {
  const HttpSite site;
  EXPECT_EQ(http_get(site.url("/redirect/4")).status, 200);
  EXPECT_EQ(error_of(site.url("/redirect/5")), "too many redirects");
  EXPECT_EQ(error_of(site.url("/loop")), "too many redirects");
}

TEST(HttpSiteTest, WhatIsNoAnswerIsNamed) {
  const HttpSite site;
  EXPECT_EQ(error_of(site.refused()), "connection refused");
  for (const char* text :
       {"", "page", "ftp://127.0.0.1/", "http://", "http://127.0.0.1:x/", "http://127.0.0.1:99999/",
        "http://example.org/", "http://127.0.0.1/a b", "http://127.0.0.1/a\r\nb"}) {
    EXPECT_EQ(error_of(text), "not a url") << text;
  }
}

TEST(HttpSiteTest, ADeadlineEndsWhatNeverIsComplete) {
  const HttpSite site;
  EXPECT_EQ(error_of(site.url("/stall"), {.complete = Clock::now() + 50ms}), "timed out");
  EXPECT_EQ(error_of(site.url("/trickle"), {.complete = Clock::now() + 50ms}), "timed out");
  EXPECT_EQ(error_of(site.url("/size/1"), {.complete = Clock::now()}), "timed out");
  EXPECT_EQ(error_of(site.url("/size/1"), {.connected = Clock::now()}), "timed out");
  // One for the connection says nothing of the body: the site gives up first.
  EXPECT_EQ(error_of(site.url("/stall"), {.connected = Clock::now() + 1min}), "connection lost");
}

TEST(HttpSiteTest, SecretsAreNewForEverySeed) {
  HttpSite site;
  std::set<std::size_t> sizes;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    site.renew_secret(seed);
    const std::size_t size = http_get(site.url("/wait/0/page")).body.size();
    EXPECT_EQ(size, site.secret_size("/wait/0/page"));
    sizes.insert(size);
    EXPECT_EQ(http_get(site.url("/every-other/503/0/page")).status, 503);
    EXPECT_EQ(http_get(site.url("/every-other/503/0/page")).body.size(),
              site.secret_size("/every-other/503/0/page"));
  }
  EXPECT_EQ(sizes.size(), 3U);
}

TEST(HttpSiteTest, RequestsUnderWayAtOnceAreCounted) {
  const HttpSite site;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 5; ++i) {
      threads.emplace_back([&, i] { http_get(site.url("/gather/5/" + std::to_string(i))); });
    }
  }
  EXPECT_EQ(site.most_at_once(), 5);
}

}  // namespace
}  // namespace course::support
