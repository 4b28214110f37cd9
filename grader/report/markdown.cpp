#include "report/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/evidence.hpp"
#include "report/finding_words.hpp"
#include "report/issues.hpp"
#include "report/markdown_text.hpp"
#include "report/places.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using judge::Finding;

constexpr std::size_t kLimit = 1024 * 1024;  // what GitHub takes of one step's summary
constexpr std::size_t kInFull = 3;           // issues of one exercise; the others get one line each
constexpr std::size_t kEvidenceLines = 100;
constexpr std::size_t kLineWidth = 500;

Lines cut_to_width(const Lines& lines) {
  Lines result;
  for (const std::string& line : lines) {
    result.push_back(cut(line, kLineWidth));
  }
  return result;
}

std::string speed_cell(const ExerciseReport& exercise) {
  Lines rows = rows_in_words(exercise);
  std::transform(rows.begin(), rows.end(), rows.begin(), escaped);
  return fmt::format("{}", fmt::join(rows, "<br>"));
}

std::string table_row(const ExerciseReport& exercise) {
  const bool dependent = ran(exercise);
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", escaped(exercise.exercise.id),
                     points(exercise.grade), escaped(tests_in_words(exercise)),
                     dependent ? escaped(races_in_words(exercise)) : "",
                     dependent ? escaped(schedules_in_words(exercise)) : "",
                     dependent ? speed_cell(exercise) : "");
}

std::string places_block(const Finding& finding, const Report& report,
                         const course::Exercise& exercise) {
  const Lines lines = places_in_lines(finding, report, exercise, kEvidenceLines);
  return lines.empty() ? "" : fenced(cut_to_width(lines)) + "\n";
}

std::string evidence_block(const Finding& finding) {
  const Excerpt excerpt = evidence(finding, kEvidenceLines);
  if (excerpt.lines.empty()) {
    return "";
  }
  const std::string more = excerpt.left_out == 0
                               ? ""
                               : fmt::format("\n{}; the JSON report holds them.\n",
                                             counted(excerpt.left_out, "more line"));
  return "<details><summary>Evidence</summary>\n\n" + fenced(cut_to_width(excerpt.lines)) + more +
         "\n</details>\n\n";
}

std::string headline(const Finding& finding) {
  const std::string all = what_happened(finding);
  const std::string kind = kind_of(finding);
  return "<b>" + escaped(kind) + "</b>" + escaped(all.substr(kind.size()));
}

std::string in_full(const Issue& issue, const Report& report, const course::Exercise& exercise) {
  const Finding& finding = *issue.finding;
  std::string text = headline(finding) + "\n\n" + places_block(finding, report, exercise);
  if (const Lines schedule = schedule_of(finding); !schedule.empty()) {
    text += fenced(cut_to_width(schedule)) + "\n";
  }
  if (finding.speed) {
    text += escaped(speed_in_numbers(finding)) + "\n\n";
  }
  if (!explained(finding).empty()) {
    text += escaped(explained(finding)) + "\n\n";
  }
  std::string fields;
  if (!finding.speed && !seen_in(issue).empty()) {
    fields += "- Seen in: " + escaped(seen_in(issue)) + "\n";
  }
  if (!finding.advice.empty()) {
    fields += "- Try: " + escaped(finding.advice) + "\n";
  }
  if (!finding.again.empty()) {
    fields += "- Again: " + code(finding.again) + "\n";
  }
  return text + fields + (fields.empty() ? "" : "\n") + evidence_block(finding);
}

std::string in_one_line(const Issue& issue) {
  const std::string where = seen_in(issue);
  return "- " + headline(*issue.finding) + (where.empty() ? "" : " (" + escaped(where) + ")") +
         "\n";
}

std::string details(const Report& report, const ExerciseReport& exercise) {
  std::string text =
      fmt::format("<details><summary>{}: {}</summary>\n\n{}\n\n", escaped(exercise.exercise.id),
                  points(exercise.grade), escaped(parts_in_words(exercise)));
  std::string others;
  std::size_t so_far = 0;
  for (const Issue& issue : issues(exercise.findings)) {
    if (so_far < kInFull && !judge::is_not_written_yet(*issue.finding)) {
      ++so_far;
      text += in_full(issue, report, exercise.exercise);
    } else {
      others += in_one_line(issue);
    }
  }
  return text + others + (others.empty() ? "" : "\n") + "</details>\n";
}

std::string opening(const Report& report) {
  std::string text = "## Total: " + points(report) + "\n\n";
  if (untouched(report)) {
    text += "Nothing is written yet. Start with " + escaped(next_step(report)) + ".\n\n";
  } else if (const std::string next = next_step(report); !next.empty()) {
    text += "Next: " + escaped(next) + ".\n\n";
  }
  return text;
}

std::string footer(const Report& report) {
  const Machine& machine = report.machine;
  const std::string words = fmt::format(
      "{}; {}; {}; {}; isolation: {}; started {}, took {}; grader {}", report.submission,
      machine.place(), machine.compiler, counted(machine.cpus, "CPU"), machine.isolation,
      report.started, duration(report.seconds), report.grader_version);
  return "\n<sub>" + escaped(words) + "</sub>\n";
}

// What a test has drawn, as it drew it.
std::string picture(const judge::Timeline& timeline) {
  Lines lines;
  for (const std::string& line : timeline.drawing) {
    lines.push_back(printable_line(line));
  }
  return "\n<details><summary>" + escaped(timeline.title) + "</summary>\n\n" +
         fenced(cut_to_width(lines)) + "\n</details>\n";
}

// Joins blocks as long as there is room. Each is whole in itself, so that
// leaving some out breaks none of the others.
std::string joined(const Lines& blocks) {
  const std::string note =
      "\nThe rest is cut: a step's summary holds 1 MiB. The JSON report holds everything.\n";
  std::string text;
  for (const std::string& block : blocks) {
    if (text.size() + block.size() + note.size() > kLimit) {
      return text + note;
    }
    text += block;
  }
  return text;
}

}  // namespace

std::string markdown(const Report& report) {
  Lines blocks{opening(report),
               "| Exercise | Points | Tests | Races | Schedules | Speed |\n"
               "|:--|--:|:--|:--|:--|:--|\n"};
  for (const ExerciseReport& exercise : report.exercises) {
    blocks.push_back(table_row(exercise));
  }
  for (const ExerciseReport& exercise : report.exercises) {
    if (!issues(exercise.findings).empty() && !not_written_yet(exercise)) {
      blocks.push_back("\n" + details(report, exercise));
    }
  }
  for (const ExerciseReport& exercise : report.exercises) {
    for (const Finding& finding : exercise.findings) {
      if (finding.timeline) {
        blocks.push_back(picture(*finding.timeline));
      }
    }
  }
  blocks.push_back(footer(report));
  return joined(blocks);
}

}  // namespace report
