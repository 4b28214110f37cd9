#include "report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "report/hidden_tests.hpp"
#include "report/issues.hpp"
#include "report/printable.hpp"

namespace report {
namespace {

using judge::Finding;

constexpr std::size_t kLongestRow = 40;  // columns of a speed row's name

// "races", "races and speed", "races, schedules and speed".
std::string enumerated(const std::vector<std::string>& names) {
  if (names.size() < 2) {
    return names.empty() ? std::string() : names.front();
  }
  return fmt::format("{} and {}", fmt::join(names.begin(), names.end() - 1, ", "), names.back());
}

bool is_test(const Finding& finding) {
  return finding.part == course::Part::tests && !concerns_a_file(finding);
}

}  // namespace

std::string points(int earned, int possible, int not_measured) {
  const std::string count = fmt::format("{} of {}", earned, possible - not_measured);
  return not_measured == 0 ? count : count + fmt::format(", {} not measured", not_measured);
}

std::string points(const score::PartGrade& part) {
  return points(part.earned, part.possible, part.not_measured);
}

std::string points(const score::Grade& grade) {
  return points(grade.earned(), grade.possible(), grade.not_measured());
}

std::string points(const Report& report) {
  return points(report.earned(), report.possible(), report.not_measured());
}

bool earned_all_that_was_measured(const score::Grade& grade) {
  return grade.earned() == grade.possible() - grade.not_measured();
}

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string duration(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) {
    return "an unknown time";
  }
  if (seconds < 59.95) {
    return fmt::format("{:.1f} s", seconds);
  }
  const double whole = std::round(seconds);
  return fmt::format("{:.0f} min {:.0f} s", std::floor(whole / 60), std::fmod(whole, 60));
}

bool ran(const ExerciseReport& exercise) {
  return !not_written_yet(exercise) &&
         std::none_of(exercise.findings.begin(), exercise.findings.end(), concerns_a_file);
}

std::string tests_in_words(const ExerciseReport& exercise) {
  for (const Finding& finding : exercise.findings) {
    if (concerns_a_file(finding)) {
      return judge::describe(finding.verdict);
    }
  }
  if (not_written_yet(exercise)) {
    return "not written yet";
  }
  std::size_t tests = 0;
  std::size_t passed = 0;
  for (const Finding& finding : exercise.findings) {
    if (is_test(finding) && finding.subject != kHiddenTests) {
      ++tests;
      passed += judge::passed(finding.verdict) ? 1 : 0;
    }
  }
  std::string words =
      tests == 0 ? "no tests ran" : fmt::format("{} of {} passed", passed, counted(tests, "test"));
  for (const score::PartGrade& part : exercise.grade.parts) {
    if (part.is_hidden()) {
      words += fmt::format(", {} {}", score::name(part), points(part));
    }
  }
  return words;
}

std::string races_in_words(const ExerciseReport& exercise) {
  std::size_t races = 0;
  std::size_t deadlocks = 0;
  std::size_t others = 0;
  bool unknown = false;
  for (const Issue& issue : issues(exercise.findings)) {
    if (issue.finding->part != course::Part::races) {
      continue;
    }
    if (judge::undecided(issue.finding->verdict)) {
      unknown = true;
    } else if (std::holds_alternative<judge::Raced>(issue.finding->verdict)) {
      ++races;
    } else if (std::holds_alternative<judge::Deadlocked>(issue.finding->verdict)) {
      ++deadlocks;
    } else {
      ++others;
    }
  }
  std::vector<std::string> words;
  for (const auto& [count, one] :
       {std::pair(races, "race"), {deadlocks, "deadlock"}, {others, "other failure"}}) {
    if (count > 0) {
      words.push_back(counted(count, one));
    }
  }
  if (!words.empty()) {
    return fmt::format("{}", fmt::join(words, ", "));
  }
  const bool looked =
      std::any_of(exercise.findings.begin(), exercise.findings.end(),
                  [](const Finding& finding) { return finding.part == course::Part::races; });
  return unknown ? "races not measured" : looked ? "no races" : "";
}

std::string schedules_in_words(const ExerciseReport& exercise) {
  std::size_t schedules = 0;
  std::size_t failing = 0;
  bool unknown = false;
  for (const Finding& finding : exercise.findings) {
    if (finding.part == course::Part::schedules) {
      const bool undecided = judge::undecided(finding.verdict);
      unknown = unknown || undecided;
      failing += undecided || judge::passed(finding.verdict) ? 0 : 1;
      schedules += finding.exploration ? finding.exploration->schedules : 0;
    }
  }
  if (failing > 0) {
    return counted(failing, "failing schedule");
  }
  if (unknown) {
    return "schedules not measured";
  }
  return schedules == 0 ? "" : "no failure in " + counted(schedules, "schedule");
}

std::string row_in_words(const Finding& finding) {
  std::string verdict(judge::name(finding.verdict));
  std::replace(verdict.begin(), verdict.end(), '_', ' ');
  return cut(printable_line(finding.subject), kLongestRow) + " " + verdict;
}

std::string result_in_words(const ExerciseReport& exercise) {
  std::vector<std::string> words{tests_in_words(exercise)};
  if (!ran(exercise)) {
    return words.front();
  }
  if (const std::string races = races_in_words(exercise); !races.empty()) {
    words.push_back(races);
  }
  if (const std::string schedules = schedules_in_words(exercise); !schedules.empty()) {
    words.push_back(schedules);
  }
  for (const Finding& finding : exercise.findings) {
    if (finding.part == course::Part::speed && !judge::passed(finding.verdict)) {
      words.push_back(row_in_words(finding));
    }
  }
  if (std::any_of(exercise.findings.begin(), exercise.findings.end(), [](const Finding& finding) {
        return finding.part == course::Part::report && !judge::passed(finding.verdict);
      })) {
    words.emplace_back("report incomplete");
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string parts_in_words(const ExerciseReport& exercise) {
  std::vector<std::string> counts;
  std::vector<std::string> depending;  // on the tests
  for (const score::PartGrade& part : exercise.grade.parts) {
    const bool measured = part.possible > part.not_measured;
    counts.push_back(
        fmt::format("{} {}", score::name(part), measured ? points(part) : "not measured"));
    if (part.part != course::Part::tests && part.part != course::Part::report) {
      depending.emplace_back(course::name(part.part));
    }
  }
  std::string words = fmt::format("{}", fmt::join(counts, ", "));
  const bool a_test_fails =
      std::any_of(exercise.findings.begin(), exercise.findings.end(), [](const Finding& finding) {
        return is_test(finding) && !judge::passed(finding.verdict) &&
               !judge::undecided(finding.verdict);
      });
  if (a_test_fails && ran(exercise) && !depending.empty()) {
    words += fmt::format("; {} will count once all tests pass", enumerated(depending));
  }
  return words;
}

bool untouched(const Report& report) {
  return !report.exercises.empty() &&
         std::all_of(report.exercises.begin(), report.exercises.end(),
                     [](const ExerciseReport& exercise) { return not_written_yet(exercise); });
}

}  // namespace report
