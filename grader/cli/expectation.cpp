#include "cli/expectation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

#include "course/catalogue.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using course::Part;

constexpr std::string_view kExpect = "// expect: ";
constexpr std::string_view kPasses = "// passes: ";
constexpr std::string_view kSchedules = "// schedules: ";

Part read_part(const std::string& name, const std::string& where) {
  for (const Part part : course::kParts) {
    if (course::name(part) == name) {
      return part;
    }
  }
  throw course::CourseError(
      fmt::format("{}:2: no part '{}'; use tests, races, schedules, speed", where, name));
}

void check_verdict(const std::string& verdict, int line, const std::string& where) {
  static const std::set<std::string> known{"failed",   "crashed",    "timed_out",    "raced",
                                           "leaked",   "deadlocked", "exited_early", "slow",
                                           "too_fast", "forbidden",  "not_built"};
  if (!known.contains(verdict)) {
    throw course::CourseError(fmt::format("{}:{}: cannot expect '{}'; known are {}", where, line,
                                          verdict, fmt::join(known, ", ")));
  }
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) {
    words.push_back(word);
  }
  return words;
}

// "// expect: failed" of "<!-- // expect: failed -->".
std::string uncommented(std::string line) {
  const std::string_view begin = "<!-- ";
  const std::string_view end = " -->";
  if (line.starts_with(begin) && line.ends_with(end)) {
    line = line.substr(begin.size(), line.size() - begin.size() - end.size());
  }
  return line;
}

// Nothing if there are no points for it. Hidden tests are a grade of their own.
std::optional<score::PartGrade> find_part(const report::ExerciseReport& report, Part part,
                                          bool with_hidden_tests) {
  std::optional<score::PartGrade> sum;
  for (const score::PartGrade& grade : report.grade.parts) {
    if (grade.part == part && (with_hidden_tests || !grade.is_hidden())) {
      sum = sum.value_or(score::PartGrade{.part = part});
      sum->earned += grade.earned;
      sum->possible += grade.possible;
      sum->not_measured += grade.not_measured;
    }
  }
  return sum;
}

// The verdicts that a report holds, each once: "raced, slow".
std::string verdicts_in(const report::ExerciseReport& report) {
  std::set<std::string> names;
  for (const judge::Finding& finding : report.findings) {
    if (!judge::passed(finding.verdict)) {
      names.insert(fmt::format("{} {}", judge::describe(finding.verdict), finding.subject));
    }
  }
  return names.empty() ? "nothing" : fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

bool Expectation::passes_part(Part part) const {
  return std::find(passes.begin(), passes.end(), part) != passes.end();
}

Expectation read_expectation(const fs::path& folder) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (!entry.is_regular_file()) {
      continue;
    }
    std::istringstream lines(course::read_file(entry.path()));
    std::string line;
    std::getline(lines, line);
    if (course::is_document(entry.path().filename().string())) {
      line = uncommented(line);
    }
    if (!line.starts_with(kExpect)) {
      continue;
    }
    const std::string where = entry.path().string();
    Expectation expected;
    std::istringstream words(line.substr(kExpect.size()));
    words >> expected.verdict >> std::ws;
    std::getline(words, expected.subject);
    check_verdict(expected.verdict, 1, where);
    for (int number = 2; number <= 3 && std::getline(lines, line); ++number) {
      if (line.starts_with(kPasses)) {
        for (const std::string& part : words_of(line.substr(kPasses.size()))) {
          expected.passes.push_back(read_part(part, where));
        }
      } else if (line.starts_with(kSchedules)) {
        expected.schedules = words_of(line.substr(kSchedules.size()));
        for (const std::string& verdict : expected.schedules) {
          check_verdict(verdict, number, where);
        }
      }
    }
    return expected;
  }
  throw course::CourseError(
      fmt::format("{}:1: no file here begins with '// expect: VERDICT SUBJECT'", folder.string()));
}

bool is_expected(const judge::Finding& finding, const Expectation& expected) {
  if (const auto* forbidden = std::get_if<judge::Forbidden>(&finding.verdict)) {
    return expected.verdict == "forbidden" &&
           (expected.subject.empty() || forbidden->what == expected.subject);
  }
  return judge::name(finding.verdict) == expected.verdict &&
         (expected.subject.empty() || finding.subject == expected.subject ||
          finding.subject.starts_with(expected.subject + "."));
}

bool is_expected_of_schedules(const judge::Finding& finding, const Expectation& expected) {
  return finding.part == Part::schedules &&
         std::find(expected.schedules.begin(), expected.schedules.end(),
                   judge::name(finding.verdict)) != expected.schedules.end();
}

std::string disagreement(const Expectation& expected, const report::ExerciseReport& got) {
  const auto in_schedules = [&](const judge::Finding& finding) {
    return is_expected_of_schedules(finding, expected);
  };
  if (!expected.schedules.empty() &&
      std::none_of(got.findings.begin(), got.findings.end(), in_schedules)) {
    return fmt::format("schedules should find {}; found {}", fmt::join(expected.schedules, " or "),
                       verdicts_in(got));
  }
  for (const Part part : expected.passes) {
    // A mistake that passes the course's tests may well fail hidden ones.
    const auto grade = find_part(got, part, expected.verdict == "passed");
    if (!grade || grade->earned + grade->not_measured < grade->possible) {
      return fmt::format("{} should earn all; found {}", course::name(part), verdicts_in(got));
    }
  }
  if (expected.verdict == "passed") {
    return {};
  }
  const auto found =
      std::find_if(got.findings.begin(), got.findings.end(),
                   [&](const judge::Finding& finding) { return is_expected(finding, expected); });
  if (found == got.findings.end()) {
    // The machine could not tell: no wrong verdict, but no proof either.
    const bool undecided =
        (expected.verdict == "slow" || expected.verdict == "too_fast") &&
        std::any_of(got.findings.begin(), got.findings.end(), [&](const auto& f) {
          return f.subject == expected.subject && judge::undecided(f.verdict);
        });
    return undecided ? std::string() : fmt::format("found {}", verdicts_in(got));
  }
  const auto grade = find_part(got, found->part, true);
  if (grade && grade->earned >= grade->possible) {
    return fmt::format("found it, but {} lost no points", course::name(found->part));
  }
  return {};
}

}  // namespace cli
