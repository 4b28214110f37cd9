#include "report/annotations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "report/finding_words.hpp"
#include "report/issues.hpp"
#include "report/places.hpp"
#include "report/printable.hpp"

namespace report {
namespace {

using judge::Finding;

constexpr std::size_t kMost = 10;

// GitHub's own escapes: in a message, and in a property besides those.
std::string in_message(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '%':
        safe += "%25";
        break;
      case '\r':
        safe += "%0D";
        break;
      case '\n':
        safe += "%0A";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string in_property(const std::string& text) {
  std::string safe;
  for (const char c : in_message(text)) {
    if (c == ':') {
      safe += "%3A";
    } else if (c == ',') {
      safe += "%2C";
    } else {
      safe += c;
    }
  }
  return safe;
}

struct Marked {
  const Issue* issue;
  const course::Exercise* exercise;
  std::size_t place;  // among all of the report
};

// The worst first; equal ones in the report's order.
std::pair<std::size_t, std::size_t> reading_order(const Marked& marked) {
  return {judge::urgency(marked.issue->finding->verdict), marked.place};
}

std::string command(const Marked& marked, const Report& report) {
  const Finding& finding = *marked.issue->finding;
  std::string text = judge::undecided(finding.verdict) ? "::notice " : "::error ";
  const std::vector<judge::Place> places = places_of(finding, *marked.exercise);
  if (!places.empty()) {
    judge::Place file = places.front();
    file.line = 0;
    text += "file=" + in_property(path_of(file, report, *marked.exercise)) + ",";
    if (places.front().line > 0) {
      text += fmt::format("line={},", places.front().line);
    }
  }
  text += "title=" + in_property(printable_line(marked.exercise->id) + ": " + kind_of(finding));
  std::string message = what_happened(finding);
  if (const std::string where = seen_in(*marked.issue); !where.empty()) {
    message += "\nSeen in: " + where;
  }
  if (!finding.advice.empty()) {
    message += "\nTry: " + printable_line(finding.advice);
  }
  return text + "::" + in_message(message) + "\n";
}

}  // namespace

std::string annotations(const Report& report) {
  std::vector<std::vector<Issue>> owned;
  owned.reserve(report.exercises.size());
  std::vector<Marked> all;
  for (const ExerciseReport& exercise : report.exercises) {
    if (not_written_yet(exercise)) {
      continue;
    }
    owned.push_back(issues(exercise.findings));
    for (const Issue& issue : owned.back()) {
      if (!judge::is_not_written_yet(*issue.finding)) {
        all.push_back({&issue, &exercise.exercise, all.size()});
      }
    }
  }
  std::sort(all.begin(), all.end(), [](const Marked& left, const Marked& right) {
    return reading_order(left) < reading_order(right);
  });
  std::string text;
  for (std::size_t i = 0; i < std::min(all.size(), kMost); ++i) {
    text += command(all[i], report);
  }
  return text;
}

}  // namespace report
