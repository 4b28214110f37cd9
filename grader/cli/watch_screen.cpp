#include "cli/watch_screen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "report/issues.hpp"
#include "report/paint.hpp"
#include "report/printable.hpp"
#include "report/terminal.hpp"
#include "report/terminal_issue.hpp"

namespace cli {
namespace {

using report::Lines;

constexpr std::string_view kKeys = "n next   h hint   l list   a all   q quit";
constexpr unsigned kNarrowest = 40;
constexpr unsigned kLowest = 8;
constexpr std::size_t kFrame = 4;  // lines: the title, the keys, and an empty one at each

std::string title(const WatchState& state) {
  if (state.grading) {
    return state.progress.empty() ? "grading" : state.progress;
  }
  return "waits for the next save";
}

void append(Lines& lines, Lines more) {
  std::move(more.begin(), more.end(), std::back_inserter(lines));
}

// What was found so far: no points yet, for more may be found.
Lines mistakes(const report::Report& found, const report::TerminalStyle& style) {
  Lines lines;
  for (const report::ExerciseReport& exercise : found.exercises) {
    for (const report::Issue& issue : report::issues(exercise.findings)) {
      if (!lines.empty()) {
        lines.emplace_back();
      }
      append(lines, report::in_full(issue, found, exercise.exercise, style));
    }
  }
  return lines;
}

Lines body(const WatchState& state, const report::TerminalStyle& style) {
  if (!state.page.empty()) {
    Lines lines;
    for (const std::string& line : report::lines_of(state.page)) {
      lines.push_back(report::cut(line, style.width));
    }
    return lines;
  }
  if (!state.error.empty()) {
    return report::wrap(report::printable_line(state.error), style.width, "");
  }
  if (!state.report) {
    return {};
  }
  return state.whole ? report::lines_of(report::terminal(*state.report, style))
                     : mistakes(*state.report, style);
}

}  // namespace

Lines watch_screen(const WatchState& state, const WatchStyle& wanted) {
  const unsigned width = std::max(wanted.width, kNarrowest);
  const std::size_t height = std::max(wanted.height, kLowest);
  const report::Paint paint{wanted.colour};
  const std::string name = report::cut(report::printable_line(state.exercise), width);
  const std::size_t left = width - std::min<std::size_t>(report::columns(name) + 2, width);
  Lines lines{paint.bold(name) + "  " + paint.dim(report::cut(title(state), left)), ""};
  Lines content = body(state, {.colour = wanted.colour, .verbose = false, .width = width});
  const std::size_t room = height - kFrame;
  if (content.size() > room) {
    const std::size_t hidden = content.size() - (room - 1);
    content.resize(room - 1);
    content.push_back(paint.dim(fmt::format("... and {} more lines", hidden)));
  }
  for (std::string& line : content) {
    const bool is_plain = line.find('\x1b') == std::string::npos;  // what is painted is short
    lines.push_back(is_plain ? report::cut(line, width) : std::move(line));
  }
  lines.emplace_back();
  lines.push_back(paint.dim(report::cut(kKeys, width)));
  return lines;
}

}  // namespace cli
