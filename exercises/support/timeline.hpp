// Who did what when: a picture of one run that a test makes, to be looked at.
//
//   support::show({.title = "two threads", .lanes = {{"thread 1", spans}, ...}});
//
// The picture goes to standard output and, with the test's result, to the
// grader, which shows it in its report and keeps the figures. It proves nothing:
// what a test demands it still has to say.

#pragma once

#include <chrono>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace course::support {

enum class Activity { runs, waits, sleeps, native };

struct Timeline {
  using Moment = std::chrono::steady_clock::time_point;
  struct Span {
    Moment from;
    Moment to;
    Activity what = Activity::runs;
  };
  struct Lane {
    std::string name;
    std::vector<Span> spans;
  };

  std::string title;
  std::vector<Lane> lanes;
};

// A line for each lane, `columns` characters for the whole time, and a legend. A
// character stands for what took most of its time; where that is nothing, a blank.
std::vector<std::string> draw(const Timeline& timeline, std::size_t columns = 64);

// Times in milliseconds since the first span:
//   {"title", "lanes": [{"name", "spans": [{"from_ms", "to_ms", "what"}]}], "drawing": [LINE]}
nlohmann::json to_json(const Timeline& timeline);

// To be called from within a test, once. Not thread-safe.
void show(const Timeline& timeline);

// The same for a table, whose lines are shown as they stand.
void show(const std::string& title, const std::vector<std::string>& lines);

}  // namespace course::support
