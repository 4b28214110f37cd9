// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

#include "executors_adapter.hpp"
#include "refusals.hpp"
#include "support/together.hpp"

namespace course {
namespace {

using support::together;

TEST(Orders, TwoMapsShareAPool) {
  const Refusals refusals(3);
  ThreadPool pool(2);
  std::vector<bool> bools;
  int refused = kNobody;
  together({[&] { bools = map_to_bools(pool, [](int item) { return item != 1; }, {0, 1, 2}); },
            [&] {
              refused = refused_by([&] {
                map_ints(pool,
                         [&](int item) {
                           if (item > 0) {
                             refusals.refuse(item);
                           }
                           return item;
                         },
                         {0, 1, 2});
              });
            }});
  EXPECT_EQ(bools, (std::vector<bool>{true, false, true}));
  EXPECT_EQ(refused, 1) << "items 1 and 2 threw";
}

TEST(Orders, EveryCallIsHandedOutOnce) {
  const Refusals refusals(3);
  ThreadPool pool(2);
  std::vector<int> results;
  const auto elements = ints_as_completed(pool,
                                          [&](int item) {
                                            if (item == 1) {
                                              refusals.refuse(item);
                                            }
                                            return 10 * item;
                                          },
                                          {0, 1, 2});
  while (Completed<Parcel>* const done = elements->next()) {
    int result = 0;
    const int refused = refused_by([&] { result = done->get().content(); });
    results.push_back(refused == kNobody ? result : -refused);
  }
  std::sort(results.begin(), results.end());
  EXPECT_EQ(results, (std::vector{-1, 0, 20}));
}

TEST(Orders, AnElementDoesNotWaitForOthers) {
  ThreadPool pool(2);
  std::promise<void> taken;
  std::vector<int> order;
  const auto elements = ints_as_completed(pool,
                                          [wait = taken.get_future().share()](int item) {
                                            if (item == 0) {
                                              wait.wait();
                                            }
                                            return item;
                                          },
                                          {0, 1});
  while (Completed<Parcel>* const done = elements->next()) {
    order.push_back(done->get().content());
    if (order.size() == 1) {
      taken.set_value();
    }
  }
  EXPECT_EQ(order, (std::vector{1, 0}));
}

TEST(Orders, WhoLeavesEarlyLeavesNothingBehind) {
  std::atomic<bool> left = false;
  std::atomic<int> late = 0;
  {
    ThreadPool pool(2);
    const auto receive = [&](const Living* guest, const Living* host) {
      late += left ? 1 : 0;
      return Living::is_here(guest) && Living::is_here(host) ? 1 : 0;
    };
    auto elements = guests_as_completed(pool, Host{receive, {}}, std::vector<Guest>(4));
    Completed<Parcel>* const done = elements->next();
    ASSERT_NE(done, nullptr);
    EXPECT_EQ(done->get().content(), 1) << "the item or f is gone, and its call still runs";
    elements.reset();
    left = true;
  }
  EXPECT_LE(late, 2) << "calls after the consumer had left, by 2 threads";
  EXPECT_EQ(Living::count(), 0U) << "items or functions that are kept for nobody";
}

TEST(Orders, ADeadlineLeavesRunningCallsWhatTheyUse) {
  bool all_here = true;  // for the only thread of the pool
  {
    ThreadPool pool(1);
    const auto receive = [&](const Living* guest, const Living* host) {
      std::this_thread::sleep_for(std::chrono::milliseconds(8));
      all_here = all_here && Living::is_here(guest) && Living::is_here(host);
      return 0;
    };
    const Deadline soon = Deadline::clock::now() + std::chrono::milliseconds(4);
    EXPECT_THROW(map_guests(pool, Host{receive, {}}, std::vector<Guest>(3), 2, soon),
                 DeadlineExceeded);
  }
  EXPECT_TRUE(all_here) << "an item or f is gone, and its call still runs";
  EXPECT_EQ(Living::count(), 0U) << "items or functions that are kept for nobody";
}

}  // namespace
}  // namespace course
