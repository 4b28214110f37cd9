// From end to end: real pages of a real server, and workers that count their words.

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "pipeline.hpp"
#include "support/http_get.hpp"
#include "support/http_site.hpp"
#include "test_world.hpp"

namespace course {
namespace {

using support::HttpSite;
using test::Basket;
using test::Outcomes;

std::string page_at(const std::string& url) {
  HttpAnswer answer = http_get(url);
  if (answer.status != 200) {
    throw std::runtime_error("status " + std::to_string(answer.status));
  }
  return std::move(answer.body);
}

std::string size_of(const std::string& page) {
  if (page.size() == 13) {
    throw std::domain_error("an unlucky page");
  }
  return std::to_string(page.size()) + " bytes";
}

Outcome no_page(const std::string& why) { return Failure{Stage::fetch, why}; }

TEST(Site, HasItsFeaturesExtracted) {
  const HttpSite site;
  const std::vector<std::string> urls{
      site.url("/size/1000000"), site.url("/status/404"), site.url("/size/0"),
      site.url("/size/13"),      site.url("/redirect/2"), site.refused(),
      site.url("/size/17"),      site.url("/loop"),       site.url("/status/503")};
  Basket basket;
  const Progress end = run_pipeline(urls, {page_at, size_of}, {3, 2, 5}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), (Outcomes{"1000000 bytes", no_page("status 404"), "0 bytes",
                                         Failure{Stage::extract, "an unlucky page"}, "0 bytes",
                                         no_page("connection refused"), "17 bytes",
                                         no_page("too many redirects"), no_page("status 503")}));
  EXPECT_EQ(end, (Progress{.total = 9, .fetched = 9, .delivered = 9, .failed = 5}));
}

TEST(Site, SeesAsManyFetchesAsAllowed) {
  const HttpSite site;
  std::vector<std::string> urls;
  for (int i = 0; i < 6; ++i) {
    urls.push_back(site.url("/gather/3/" + std::to_string(i)));
  }
  Basket basket;
  run_pipeline(urls, {page_at, size_of}, {3, 2, 6}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), Outcomes(6, Outcome("3 bytes")));
  EXPECT_EQ(site.most_at_once(), 3) << "connections at once, with 3 fetches";
}

TEST(Site, IsNotFlooded) {
  const HttpSite site;
  std::vector<std::string> urls;
  for (int i = 0; i < 12; ++i) {
    urls.push_back(site.url("/flood/4/" + std::to_string(i)));
  }
  Basket basket;
  run_pipeline(urls, {page_at, size_of}, {3, 2, 12}, {basket.deliver()});
  EXPECT_EQ(basket.outcomes(), Outcomes(12, Outcome("4 bytes")));
  EXPECT_LE(site.most_at_once(), 3) << "connections at once, with 3 fetches";
}

}  // namespace
}  // namespace course
