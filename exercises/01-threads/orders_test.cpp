// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "support/last_act.hpp"
#include "threads.hpp"

namespace course {
namespace {

using Names = std::vector<std::string>;

// What a thread does as the very last thing, long after it has handed its body over.
thread_local support::LastAct last_act;

const Names kThree{"0", "1", "2"};

TEST(Orders, EveryBodyFindsItsPlace) {
  const Names bodies = fetch_all(kThree, [](const std::string& name) { return "body " + name; });
  EXPECT_EQ(bodies, (Names{"body 0", "body 1", "body 2"}));
}

TEST(Orders, TheLowestIndexIsThrownAgain) {
  int thrown = 0;
  try {
    fetch_all(kThree, [](const std::string& name) -> std::string {
      if (name != "0") {
        throw std::stoi(name);
      }
      return name;
    });
  } catch (int index) {
    thrown = index;
  }
  EXPECT_EQ(thrown, 1) << "1 and 2 threw";
}

// Which threads have ended. Nothing protects it: whoever has joined a thread may look.
class Ends {
 public:
  // Called from the fetch of name `i`. Returns once all fetches are under way.
  void announce(std::size_t i) {
    last_act.set([&has_ended = ended_.at(i)] { has_ended = true; });
    all_here_.arrive_and_wait();
  }

  void expect_all() {
    const bool all = ended_[0] && ended_[1] && ended_[2];
    EXPECT_TRUE(all) << "a thread was still running";
    if (!all) {
      std::this_thread::sleep_for(std::chrono::seconds(1));  // outlives who is late
    }
  }

 private:
  std::array<bool, 3> ended_{};
  std::latch all_here_{3};
};

TEST(Orders, EveryThreadHasEndedBeforeItReturns) {
  Ends ends;
  fetch_all(kThree, [&](const std::string& name) {
    ends.announce(std::stoul(name));
    return name;
  });
  ends.expect_all();
}

TEST(Orders, EveryThreadHasEndedBeforeItThrows) {
  Ends ends;
  const Fetch fetch = [&](const std::string& name) -> std::string {
    ends.announce(std::stoul(name));
    if (name == "0") {
      throw 0;
    }
    return name;
  };
  EXPECT_THROW(fetch_all(kThree, fetch), int);
  ends.expect_all();
}

}  // namespace
}  // namespace course
