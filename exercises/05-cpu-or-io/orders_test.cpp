// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <future>
#include <mutex>
#include <string>
#include <vector>

#include "cpu_or_io.hpp"

namespace course {
namespace {

using Texts = std::vector<std::string>;

const Texts kFour{"0", "1", "2", "3"};

TEST(Orders, EveryUrlIsFetchedOnceByTwoWorkers) {
  std::array<int, 4> fetches{};
  std::mutex mutex;
  int under_way = 0;
  int peak = 0;
  const auto change = [&](int by) {
    const std::lock_guard lock(mutex);
    under_way += by;
    peak = std::max(peak, under_way);
  };
  const Texts bodies = fetch_all(
      kFour,
      [&](const std::string& url) {
        change(1);
        ++fetches.at(std::stoul(url));
        change(-1);
        return "body " + url;
      },
      2);
  EXPECT_EQ(bodies, (Texts{"body 0", "body 1", "body 2", "body 3"}));
  EXPECT_EQ(fetches, (std::array{1, 1, 1, 1}));
  EXPECT_LE(peak, 2) << "fetches under way at once, with 2 workers";
}

TEST(Orders, TheLowestIndexIsThrownAgain) {
  std::array<int, 4> fetches{};
  int thrown = 0;
  try {
    fetch_all(
        kFour,
        [&](const std::string& url) {
          ++fetches.at(std::stoul(url));
          if (url == "1" || url == "2") {
            throw std::stoi(url);
          }
          return url;
        },
        2);
  } catch (int index) {
    thrown = index;
  }
  EXPECT_EQ(thrown, 1) << "1 and 2 threw";
  EXPECT_EQ(fetches, (std::array{1, 1, 1, 1}));
}

TEST(Orders, AFreeWorkerTakesTheNextUrl) {
  std::promise<void> last_has_begun;
  const Texts bodies = fetch_all(
      kFour,
      [&, wait = last_has_begun.get_future().share()](const std::string& url) {
        if (url == "0") {
          wait.wait();
        } else if (url == "3") {
          last_has_begun.set_value();
        }
        return url;
      },
      2);
  EXPECT_EQ(bodies, kFour);
}

TEST(Orders, EveryShareIsPartOfTheSum) { EXPECT_EQ(sum_of_squares(5, 3), 0U + 1 + 4 + 9 + 16); }

}  // namespace
}  // namespace course
