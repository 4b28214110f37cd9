// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <future>
#include <mutex>

#include "scraper.hpp"

namespace course {
namespace {

using namespace std::chrono_literals;

using Urls = std::vector<std::string>;
using Outcomes = std::vector<Outcome>;

const Urls kThree{"0", "1", "2"};

HttpAnswer page(std::size_t size) { return {.status = 200, .body = std::string(size, 'x')}; }
HttpAnswer busy() { return {.status = 503, .body = ""}; }

Outcome size(std::size_t bytes) { return bytes; }

TEST(Orders, EveryPageIsGotOnceByTwoWorkers) {
  std::array<int, 3> attempts{};
  std::mutex mutex;
  int under_way = 0;
  int peak = 0;
  const auto change = [&](int by) {
    const std::lock_guard lock(mutex);
    under_way += by;
    peak = std::max(peak, under_way);
  };
  const Outcomes outcomes =
      scrape(kThree, {.workers = 2, .timeout = 1h}, [&](const std::string& url, HttpDeadlines) {
        change(1);
        ++attempts.at(std::stoul(url));
        change(-1);
        return page(std::stoul(url));
      });
  EXPECT_EQ(outcomes, (Outcomes{size(0), size(1), size(2)}));
  EXPECT_EQ(attempts, (std::array{1, 1, 1}));
  EXPECT_LE(peak, 2) << "pages under way at once, with 2 workers";
}

TEST(Orders, PagesThatFailAreTriedAgain) {
  std::array<int, 3> attempts{};  // never two attempts at one page at once
  const Outcomes outcomes =
      scrape(kThree, {.workers = 2, .timeout = 1h, .retries = 2, .back_off = 1ms},
             [&](const std::string& url, HttpDeadlines) {
               const std::size_t index = std::stoul(url);
               return ++attempts.at(index) <= static_cast<int>(index) ? busy() : page(index);
             });
  EXPECT_EQ(outcomes, (Outcomes{size(0), size(1), size(2)}));
  EXPECT_EQ(attempts, (std::array{1, 2, 3}));
}

TEST(Orders, AFreeWorkerTakesTheNextUrl) {
  std::promise<void> last_has_begun;
  const Outcomes outcomes = scrape(
      kThree, {.workers = 2, .timeout = 1h},
      [&, wait = last_has_begun.get_future().share()](const std::string& url, HttpDeadlines) {
        if (url == "0") {
          wait.wait();
        } else if (url == "2") {
          last_has_begun.set_value();
        }
        return page(std::stoul(url));
      });
  EXPECT_EQ(outcomes, (Outcomes{size(0), size(1), size(2)}));
}

TEST(Orders, OnePageThatThrowsIsOneFailure) {
  const Outcomes outcomes =
      scrape(kThree, {.workers = 2, .timeout = 1h}, [](const std::string& url, HttpDeadlines) {
        if (url == "1") {
          throw HttpError("timed out");
        }
        return page(std::stoul(url));
      });
  EXPECT_EQ(outcomes, (Outcomes{size(0), Failure{"timed out"}, size(2)}));
}

}  // namespace
}  // namespace course
