#include "report/terminal_issue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "report/evidence.hpp"
#include "report/finding_words.hpp"
#include "report/paint.hpp"
#include "report/places.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using judge::Finding;

constexpr std::size_t kPlaces = 6;
// Of a test, there is room for its messages and for some of what it printed.
constexpr std::size_t kTestLines = 12;
constexpr std::size_t kEvidenceLines = 6;
constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kGap = 2;  // columns between two places beside each other
constexpr std::string_view kIndent = "    ";

void append(Lines& lines, Lines more) {
  std::move(more.begin(), more.end(), std::back_inserter(lines));
}

Lines without_empty(Lines lines) {
  std::erase(lines, "");
  return lines;
}

Lines indented(const Lines& lines) {
  Lines result;
  for (const std::string& line : lines) {
    result.push_back(std::string(kIndent) + line);
  }
  return result;
}

// The finding's kind stands out: red for a mistake, yellow for what is slow or unknown.
std::string painted_kind(const std::string& line, const Finding& finding, const Paint& paint) {
  const std::string kind = kind_of(finding);
  if (!line.starts_with(kind)) {
    return line;
  }
  const bool mild = judge::undecided(finding.verdict) || judge::is_not_written_yet(finding) ||
                    finding.part == course::Part::speed;
  return (mild ? paint.yellow(kind) : paint.red(kind)) + line.substr(kind.size());
}

bool shows_two_threads(const Finding& finding) {
  return std::holds_alternative<judge::Raced>(finding.verdict) ||
         std::holds_alternative<judge::Deadlocked>(finding.verdict);
}

// Path, what happens there and the source line, each on a line of its own.
Lines narrow(const judge::Place& place, const Report& report, const course::Exercise& exercise) {
  const std::string source = printable_line(place.source);
  return {path_of(place, report, exercise), printable_line(place.note),
          source.empty() ? source : "  " + source};
}

// Path and what happens there on one line if they fit, then the source line.
Lines stacked(const judge::Place& place, const Report& report, const course::Exercise& exercise,
              std::size_t width) {
  const Lines one_line_each = place_in_lines(place, report, exercise);
  if (columns(one_line_each.front()) <= width) {
    return {one_line_each.front(), one_line_each.size() > 1 ? cut(one_line_each[1], width) : ""};
  }
  const Lines parts = narrow(place, report, exercise);
  Lines lines = wrap(parts[0] + " " + parts[1], width, "", "  ");
  lines.push_back(cut("  " + parts[2], width));
  return lines;
}

// Two places of the student's stand beside each other, as the two threads did.
Lines places(const Finding& finding, const Report& report, const course::Exercise& exercise,
             std::size_t width) {
  const std::vector<judge::Place> all = places_of(finding, exercise);
  const std::size_t half = (width - kGap) / 2;
  if (all.size() == 2 && is_students(all[1], exercise) && shows_two_threads(finding)) {
    const Lines left = narrow(all[0], report, exercise);
    const Lines right = narrow(all[1], report, exercise);
    if (fits(left, half) && fits(right, half)) {
      return without_empty(side_by_side(left, right, half, kGap));
    }
  }
  Lines lines;
  for (std::size_t i = 0; i < std::min(all.size(), kPlaces); ++i) {
    append(lines, stacked(all[i], report, exercise, width));
  }
  if (all.size() > kPlaces) {
    lines.push_back("and " + counted(all.size() - kPlaces, "more place"));
  }
  return without_empty(std::move(lines));
}

// "    Try      join every thread", with what follows below its first word.
void add_field(Lines& lines, std::string_view name, std::string_view text, std::size_t width) {
  constexpr std::size_t kNameWidth = 9;
  if (!text.empty()) {
    const std::string first = std::string(kIndent) + padded(name, kNameWidth);
    append(lines, wrap(text, width, first, std::string(first.size(), ' ')));
  }
}

Lines evidence_in_lines(const Finding& finding, const TerminalStyle& style, const Paint& paint) {
  // A compiler's errors were shown as places.
  const bool shown =
      std::holds_alternative<judge::NotBuilt>(finding.verdict) && !finding.places.empty();
  const std::size_t some = finding.part == course::Part::tests ? kTestLines : kEvidenceLines;
  const std::size_t most = style.verbose ? kAll : shown ? 0 : some;
  const Excerpt excerpt = evidence(finding, most);
  Lines lines;
  for (const std::string& line : excerpt.lines) {
    const std::string quoted = (line.empty() ? "    |" : "    | ") + line;
    lines.push_back(paint.dim(style.verbose ? quoted : cut(quoted, style.width)));
  }
  if (excerpt.left_out > 0) {
    lines.push_back(paint.dim(
        fmt::format("    | {}; --verbose shows them",
                    counted(excerpt.left_out, excerpt.lines.empty() ? "line" : "more line"))));
  }
  return lines;
}

}  // namespace

Lines in_full(const Issue& issue, const Report& report, const course::Exercise& exercise,
              const TerminalStyle& style) {
  const Finding& finding = *issue.finding;
  const Paint paint{style.colour};
  Lines lines = wrap(what_happened(finding), style.width, "", kIndent);
  lines.front() = painted_kind(lines.front(), finding, paint);
  append(lines, indented(places(finding, report, exercise, style.width - kIndent.size())));
  if (!schedule_of(finding).empty()) {
    lines.push_back(std::string(kIndent) + "In this order:");
  }
  for (const std::string& step : schedule_of(finding)) {
    lines.push_back(cut(std::string(kIndent) + step, style.width));
  }
  if (finding.speed) {
    append(lines, wrap(speed_in_numbers(finding), style.width, kIndent));
  }
  if (!explained(finding).empty()) {
    append(lines, wrap(explained(finding), style.width, kIndent));
  }
  add_field(lines, "Seen in", finding.speed ? "" : seen_in(issue), style.width);
  add_field(lines, "Try", printable_line(finding.advice), style.width);
  // Not wrapped: a command is there to be copied.
  add_field(lines, "Again", printable_line(finding.again), kAll);
  append(lines, evidence_in_lines(finding, style, paint));
  return lines;
}

std::string in_one_line(const Issue& issue, const TerminalStyle& style) {
  const Finding& finding = *issue.finding;
  const std::string where = seen_in(issue);
  const std::string subject = where.empty() ? where : " (" + where + ")";
  const std::size_t taken = std::min<std::size_t>(columns(subject), style.width / 2);
  const std::string line = cut(what_happened(finding), style.width - taken) + cut(subject, taken);
  return painted_kind(line, finding, Paint{style.colour});
}

}  // namespace report
