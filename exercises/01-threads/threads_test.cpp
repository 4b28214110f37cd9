#include "threads.hpp"

#include <gtest/gtest.h>

#include "support/meeting.hpp"

namespace course {
namespace {

using support::Meeting;

TEST(FetchAll, FetchesAllNamesAtTheSameTime) {
  const std::vector<std::string> names{"a", "b", "c", "d"};
  Meeting meeting(4);
  fetch_all(names, [&](const std::string& name) {
    meeting.arrive();
    return name;
  });
  EXPECT_TRUE(meeting.took_place()) << "the four fetches were never under way at once";
}

}  // namespace
}  // namespace course
