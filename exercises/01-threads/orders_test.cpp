// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <array>
#include <string>
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

TEST(Orders, EveryThreadHasEndedBeforeItReturns) {
  std::array<bool, 3> ended{};
  fetch_all(kThree, [&](const std::string& name) {
    last_act.set([&has_ended = ended.at(std::stoul(name))] { has_ended = true; });
    return name;
  });
  EXPECT_EQ(ended, (std::array{true, true, true})) << "a thread was still running";
}

TEST(Orders, EveryThreadHasEndedBeforeItThrows) {
  std::array<bool, 3> ended{};
  const Fetch fetch = [&](const std::string& name) -> std::string {
    last_act.set([&has_ended = ended.at(std::stoul(name))] { has_ended = true; });
    if (name == "0") {
      throw 0;
    }
    return name;
  };
  EXPECT_THROW(fetch_all(kThree, fetch), int);
  EXPECT_EQ(ended, (std::array{true, true, true})) << "a thread was still running";
}

}  // namespace
}  // namespace course
