// Small enough to be run in hundreds of orders of their threads.
//
// Where orders are controlled, time passes only while nobody can go on: a sleep
// takes as long as it says, and whoever can wait meanwhile does.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <thread>
#include <vector>

#include "machine.hpp"
#include "support/together.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;
using support::together;

// The longest interval that there is: nobody asks for the lock.
constexpr std::chrono::minutes kNever{60};

// Cells without protection, and additions that take their time.
class SlowCells : public Machine {
 public:
  SlowCells(std::vector<long> values, milliseconds addition)
      : values_(std::move(values)), addition_(addition) {}

  void add(std::size_t cell, long amount) override {
    if (addition_ > milliseconds(0)) {
      std::this_thread::sleep_for(addition_);
    }
    values_.at(cell) += amount;
  }
  bool is_zero(std::size_t cell) override { return values_.at(cell) == 0; }
  void sleep(milliseconds time) override { std::this_thread::sleep_for(time); }

  long value(std::size_t cell) const { return values_.at(cell); }

 private:
  std::vector<long> values_;
  const milliseconds addition_;
};

TEST(Orders, ThreeTakeTurnsWithoutBeingAsked) {
  const auto start = std::chrono::steady_clock::now();
  Gil gil(kNever);
  int turns = 0;  // the lock protects it
  const auto take_two = [&] {
    for (int turn = 0; turn < 2; ++turn) {
      gil.acquire();
      ++turns;
      gil.release();
    }
  };
  together({take_two, take_two, take_two});
  EXPECT_EQ(turns, 6);
  EXPECT_LT(std::chrono::steady_clock::now() - start, kNever / 2)
      << "somebody waited for the end of an interval, though the lock was free";
}

TEST(Orders, WhoIsAskedForTheLockGivesItAway) {
  Gil gil(milliseconds(5));
  int turns_of_others = 0;  // the lock protects it
  bool was_asked = false;
  int before = 0;
  int after = 0;
  const auto take_one = [&] {
    gil.acquire();
    ++turns_of_others;
    gil.release();
    gil.drop_requested();  // anybody may ask, and at any time
  };
  together({take_one, take_one, [&] {
              gil.acquire();
              std::this_thread::sleep_for(milliseconds(12));
              was_asked = gil.drop_requested();
              before = turns_of_others;
              gil.release();
              gil.acquire();
              after = turns_of_others;
              gil.release();
            }});
  EXPECT_EQ(turns_of_others, 2);
  EXPECT_TRUE(!was_asked || after > before) << "who was asked for the lock took it back";
}

// The other one has waited for two intervals when three turns have passed since it came,
// whether or not the lock was free for a moment in between.
TEST(Orders, WhoTakesTheLockBackIsAskedAllTheSame) {
  Gil gil(milliseconds(5));
  std::atomic<bool> other_came = false;
  bool other_had_it = false;  // the lock protects it
  bool was_asked = false;
  together({[&] {
              for (int turns = 0; turns < 3; turns += other_came ? 1 : 0) {
                gil.acquire();
                std::this_thread::sleep_for(milliseconds(4));
                was_asked = was_asked || other_had_it || gil.drop_requested();
                gil.release();
              }
            },
            [&] {
              other_came = true;
              gil.acquire();
              other_had_it = true;
              gil.release();
            }});
  EXPECT_TRUE(was_asked)
      << "a thread waited for 12 ms, with an interval of 5, and nobody was asked";
}

TEST(Orders, AProgramThatGoesRoundIsInterrupted) {
  Gil gil(milliseconds(5));
  SlowCells cells({1, 0}, milliseconds(4));
  together({[&] { run({Add{.cell = 1, .amount = 1}, Jump{.target = 0, .cell = 0}}, cells, gil); },
            [&] { run({Add{.cell = 0, .amount = -1}}, cells, gil); }});
  EXPECT_EQ(cells.value(0), 0);
  EXPECT_GE(cells.value(1), 1);
}

TEST(Orders, InterpretersLoseNoneOfEachOthersAdditions) {
  Gil gil(milliseconds(5));
  SlowCells cells({2, 2, 0}, milliseconds(0));
  int called = 0;
  const auto count_down = [&](std::size_t counter) {
    run({Add{.cell = 2, .amount = 1}, Sleep{milliseconds(1)}, Native{[&] {
           gil.acquire();
           ++called;
           gil.release();
         }},
         Add{.cell = counter, .amount = -1}, Jump{.target = 0, .cell = counter}},
        cells, gil);
  };
  together({[&] { count_down(0); }, [&] { count_down(1); }});
  EXPECT_EQ(cells.value(2), 4);
  EXPECT_EQ(called, 4);
}

}  // namespace
}  // namespace course
