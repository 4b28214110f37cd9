#include "cli/watch_screen.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/example_reports.hpp"
#include "report/printable.hpp"

namespace cli {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

WatchState with(const report::Report& report, bool whole) {
  WatchState state{.exercise = "02-races"};
  state.report = report;
  state.whole = whole;
  return state;
}

std::string text_of(const report::Lines& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

std::vector<report::Report> examples() {
  return {report::examples::all_right(), report::examples::untouched(), report::examples::mixed(),
          report::examples::hostile()};
}

TEST(WatchScreenTest, FitsWhateverItShows) {
  for (const report::Report& report : examples()) {
    for (const unsigned height : {1U, 8U, 24U, 200U}) {
      for (const bool whole : {true, false}) {
        const report::Lines lines =
            watch_screen(with(report, whole), {.width = 80, .height = height});
        EXPECT_LE(lines.size(), std::max(height, 8U));
        EXPECT_TRUE(report::fits(lines, 80)) << text_of(lines);
      }
    }
  }
}

TEST(WatchScreenTest, BeginsWithWhatGoesOnAndEndsWithTheKeys) {
  WatchState state{.exercise = "02-races"};
  state.grading = true;
  state.progress = "testing 3/12";
  const report::Lines lines = watch_screen(state, {});
  EXPECT_THAT(lines.front(), HasSubstr("02-races  testing 3/12"));
  EXPECT_THAT(lines.back(), HasSubstr("q quit"));
  state.grading = false;
  EXPECT_THAT(watch_screen(state, {}).front(), HasSubstr("waits for the next save"));
}

TEST(WatchScreenTest, SaysHowMuchItDoesNotShow) {
  WatchState state{.exercise = "02-races"};
  for (int i = 0; i < 100; ++i) {
    state.page += "line\n";
  }
  EXPECT_THAT(text_of(watch_screen(state, {.height = 24})), HasSubstr("... and 81 more lines"));
}

TEST(WatchScreenTest, APageHidesTheReportAndAnErrorIsSaid) {
  WatchState state = with(report::examples::mixed(), true);
  state.page = "a hint\n";
  EXPECT_THAT(watch_screen(state, {}), Contains("a hint"));
  EXPECT_THAT(text_of(watch_screen(state, {})), Not(HasSubstr("Total")));
  state = {.exercise = "02-races"};
  state.error = "exercises/02-races/exercise.toml:1: no title";
  EXPECT_THAT(watch_screen(state, {}), Contains(state.error));
}

TEST(WatchScreenTest, WhatIsFoundSoFarHasNoPointsYet) {
  for (const report::Report& report : examples()) {
    EXPECT_THAT(text_of(watch_screen(with(report, false), {.height = 500})),
                Not(HasSubstr("Total: ")));
  }
}

}  // namespace
}  // namespace cli
