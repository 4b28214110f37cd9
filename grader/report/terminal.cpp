#include "report/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/finding_words.hpp"
#include "report/issues.hpp"
#include "report/layout.hpp"
#include "report/paint.hpp"
#include "report/places.hpp"
#include "report/printable.hpp"
#include "report/terminal_issue.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

constexpr std::size_t kInFull = 3;  // issues of one exercise; the others get one line each
constexpr unsigned kNarrowest = 40;

void append(Lines& lines, Lines more) {
  std::move(more.begin(), more.end(), std::back_inserter(lines));
}

// GitHub takes a line that begins with "::", and "##[" anywhere, for a command of its own.
std::string without_commands(std::string line) {
  if (const std::size_t word = line.find_first_not_of(' ');
      word != std::string::npos && line.compare(word, 2, "::") == 0) {
    line.insert(word + 1, " ");
  }
  for (std::size_t at = line.find("##["); at != std::string::npos; at = line.find("##[", at)) {
    line.insert(at + 2, " ");
  }
  return line;
}

std::string painted(const std::string& text, const score::Grade& grade, const Paint& paint) {
  if (grade.full()) {
    return paint.green(text);
  }
  return earned_all_that_was_measured(grade) ? paint.yellow(text) : paint.red(text);
}

// One line for the exercise, and one for each speed row that is right.
Lines overview_of(const ExerciseReport& exercise, std::size_t id_width,
                  const TerminalStyle& style) {
  const score::Grade& grade = exercise.grade;
  const std::string id = padded(printable_line(exercise.exercise.id), id_width) + "  ";
  const std::string count = points(grade);
  const std::size_t earned = count.find(' ');  // the word "of" stands below the others
  const std::string blanks(earned < 3 ? 3 - earned : 0, ' ');
  const std::string start =
      id + (grade.not_measured() > 0 ? blanks + count + ", " : padded(blanks + count, 10) + "  ");
  Lines lines = wrap(result_in_words(exercise), style.width, start, std::string(id.size(), ' '));
  lines.front().replace(id.size() + blanks.size(), count.size(),
                        painted(count, grade, Paint{style.colour}));
  for (const judge::Finding& finding : exercise.findings) {
    if (finding.speed && judge::passed(finding.verdict)) {
      append(lines, wrap(speed_in_numbers(finding), style.width, "    ", "      "));
    }
  }
  return lines;
}

// What a test has drawn. A line that is too wide for this terminal is cut.
Lines pictures_of(const ExerciseReport& exercise, const TerminalStyle& style) {
  Lines lines;
  for (const judge::Finding& finding : exercise.findings) {
    if (finding.timeline) {
      append(lines, wrap(printable_line(finding.timeline->title), style.width, "    ", "    "));
      for (const std::string& line : finding.timeline->drawing) {
        lines.push_back(cut("      " + printable_line(line), style.width));
      }
    }
  }
  return lines;
}

Lines overview(const Report& report, const TerminalStyle& style) {
  std::size_t id_width = 0;
  for (const ExerciseReport& exercise : report.exercises) {
    id_width = std::max(id_width, columns(printable_line(exercise.exercise.id)));
  }
  Lines lines;
  for (const ExerciseReport& exercise : report.exercises) {
    append(lines, overview_of(exercise, id_width, style));
    append(lines, pictures_of(exercise, style));
  }
  if (lines.empty()) {
    lines.emplace_back("No exercise was graded.");
  }
  return lines;
}

Lines passed_tests(const ExerciseReport& exercise) {
  Lines lines;
  for (const judge::Finding& finding : exercise.findings) {
    if (judge::passed(finding.verdict)) {
      lines.push_back(fmt::format("passed: {} ({}, {} ms)", printable_line(finding.subject),
                                  course::name(finding.part), finding.took.count()));
    }
  }
  return lines;
}

Lines heading(const ExerciseReport& exercise, const TerminalStyle& style) {
  const score::Grade& grade = exercise.grade;
  std::string title = "-- " + printable_line(exercise.exercise.id) + ": " + points(grade) + " ";
  title.append(style.width - std::min<std::size_t>(columns(title), style.width), '-');
  Lines lines{Paint{style.colour}.bold(title)};
  append(lines, wrap(parts_in_words(exercise), style.width, ""));
  return lines;
}

// What is wrong with one exercise, each issue after an empty line.
Lines details(const Report& report, const ExerciseReport& exercise, const TerminalStyle& style) {
  const std::vector<Issue> found = issues(exercise.findings);
  Lines lines{""};
  append(lines, heading(exercise, style));
  std::size_t in_full_so_far = 0;
  bool after_one_line = false;
  for (const Issue& issue : found) {
    const bool full =
        style.verbose || (in_full_so_far < kInFull && !judge::is_not_written_yet(*issue.finding));
    in_full_so_far += full ? 1 : 0;
    if (full || !after_one_line) {
      lines.emplace_back();
    }
    after_one_line = !full;
    append(lines, full ? in_full(issue, report, exercise.exercise, style)
                       : Lines{in_one_line(issue, style)});
  }
  if (style.verbose) {
    lines.emplace_back();
    append(lines, passed_tests(exercise));
  }
  return lines;
}

Lines closing(const Report& report, const TerminalStyle& style) {
  Lines lines;
  if (const std::string isolation = printable_line(report.machine.isolation);
      isolation.starts_with("reduced")) {
    append(lines, wrap("Isolation is " + isolation, style.width, "", "  "));
  }
  const std::string total = "Total: " + points(report) + ".";
  append(lines,
         wrap(Paint{style.colour}.bold(total) + " " + counted(report.exercises.size(), "exercise") +
                  " in " + duration(report.seconds) + ".",
              style.width, ""));
  if (const std::string next = next_step(report); !next.empty() && !untouched(report)) {
    append(lines, wrap("Next: " + next, style.width, "", "  "));
  }
  return lines;
}

}  // namespace

std::string terminal(const Report& report, const TerminalStyle& wanted) {
  TerminalStyle style = wanted;
  style.width = std::max(style.width, kNarrowest);
  Lines lines;
  if (untouched(report)) {
    lines.emplace_back("Nothing is written yet.");
    append(lines, wrap("Start with " + next_step(report), style.width, "", "  "));
    lines.emplace_back();
  }
  append(lines, overview(report, style));
  for (const ExerciseReport& exercise : report.exercises) {
    const bool has_issues = !issues(exercise.findings).empty() && !not_written_yet(exercise);
    if (has_issues || style.verbose) {
      append(lines, details(report, exercise, style));
    }
  }
  lines.emplace_back();
  append(lines, closing(report, style));
  std::string text;
  for (const std::string& line : lines) {
    text += without_commands(line) + "\n";
  }
  return text;
}

}  // namespace report
