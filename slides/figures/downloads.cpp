// Three downloads, one after another and together: when each began and ended.
//
// A download is played by waiting, ten times as fast as it would be: 200 ms
// stand for 2 s. To wait is all that a thread does during a real one.

#include <array>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "measuring.hpp"

namespace {

using figures::Clock;
using figures::Seconds;

constexpr int kDownloads = 3;
constexpr std::chrono::seconds kEach{2};
constexpr int kTimesAsFast = 10;

struct Interval {
  Clock::time_point begin, end;
};

Interval download() {
  const Clock::time_point begin = Clock::now();
  std::this_thread::sleep_for(std::chrono::milliseconds(kEach) / kTimesAsFast);
  return {begin, Clock::now()};
}

std::vector<Interval> one_after_another() {
  std::vector<Interval> intervals;
  for (int i = 0; i < kDownloads; ++i) {
    intervals.push_back(download());
  }
  return intervals;
}

std::vector<Interval> together() {
  std::vector<Interval> intervals(kDownloads);
  {
    std::vector<std::jthread> threads;
    for (Interval& interval : intervals) {
      threads.emplace_back([&interval] { interval = download(); });
    }
  }  // Every jthread joins here.
  return intervals;
}

// In seconds of the downloads that are played.
void print(const char* name, Clock::time_point start, const std::vector<Interval>& intervals) {
  const auto played = [start](Clock::time_point time) {
    return Seconds(time - start).count() * kTimesAsFast;
  };
  std::printf("\"%s\":[", name);
  const char* separator = "";
  for (const Interval& interval : intervals) {
    std::printf("%s", separator);
    figures::print_list(std::array{played(interval.begin), played(interval.end)});
    separator = ",";
  }
  std::printf("]");
}

}  // namespace

int main() {
  const Clock::time_point first_start = Clock::now();
  const std::vector<Interval> serial = one_after_another();
  const Clock::time_point second_start = Clock::now();
  const std::vector<Interval> threaded = together();
  std::printf("{\"times_as_fast\":%d,", kTimesAsFast);
  print("one_after_another", first_start, serial);
  std::printf(",");
  print("together", second_start, threaded);
  std::printf("}\n");
}
