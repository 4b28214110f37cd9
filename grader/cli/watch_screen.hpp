// What `grade watch` shows: one screen that is drawn again and again, so that
// nothing useful scrolls away. Pure.

#pragma once

#include <optional>
#include <string>

#include "report/layout.hpp"
#include "report/report.hpp"

namespace cli {

struct WatchState {
  std::string exercise;  // "03-locks", or "all exercises"
  bool grading = false;
  std::string progress{};                  // what goes on
  std::optional<report::Report> report{};  // the last one, or what was found so far
  bool whole = false;                      // it is complete
  std::string error{};                     // why there is no report
  std::string page{};                      // a hint or the list, shown until the next key or save
};

struct WatchStyle {
  bool colour = false;
  unsigned width = 80;
  unsigned height = 24;
};

// At most `height` lines, none of them wider than `width`.
report::Lines watch_screen(const WatchState& state, const WatchStyle& style);

}  // namespace cli
