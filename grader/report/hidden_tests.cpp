#include "report/hidden_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "report/wording.hpp"

namespace report {
namespace {

using course::Part;
using judge::Finding;

// Which verdict, without what it says besides: a submission chooses the signal that
// ends it, and how much it leaks.
judge::Verdict bare(const judge::Verdict& verdict) {
  return std::visit([](const auto& each) { return judge::Verdict(std::decay_t<decltype(each)>{}); },
                    verdict);
}

std::string headline_of(const Finding& worst, const score::Grade& grade, bool not_written) {
  if (judge::passed(worst.verdict)) {
    return "";
  }
  if (not_written) {
    return "what hidden tests call is not written yet";
  }
  if (worst.part != Part::tests) {
    return "in a hidden test";
  }
  for (const score::PartGrade& part : grade.parts) {
    if (part.is_hidden()) {
      return fmt::format("hidden tests earn {} points", points(part));
    }
  }
  return "hidden tests";
}

// All findings of one part in hidden tests, as one.
Finding in_one(Part part, const std::vector<const Finding*>& findings, const score::Grade& grade) {
  const Finding& worst = **std::min_element(
      findings.begin(), findings.end(), [](const Finding* left, const Finding* right) {
        return judge::urgency(left->verdict) < judge::urgency(right->verdict);
      });
  const bool not_written = std::all_of(findings.begin(), findings.end(), [](const Finding* each) {
    return judge::is_not_written_yet(*each);
  });
  Finding one;
  one.part = part;
  one.subject = kHiddenTests;
  one.verdict = bare(worst.verdict);
  one.headline = headline_of(worst, grade, not_written);
  if (!judge::passed(worst.verdict) && !not_written) {
    one.advice = "what the exercise promises must hold for all inputs, not for those of its tests";
  }
  return one;
}

course::Exercise with_one_suite(course::Exercise exercise) {
  course::Suite all{.name = std::string(kHiddenTests)};
  for (const course::Suite& suite : exercise.suites) {
    if (course::is_hidden(suite)) {
      all.points += suite.points;
      all.visibility = suite.visibility;
    }
  }
  std::erase_if(exercise.suites, &course::is_hidden);
  exercise.suites.push_back(std::move(all));
  exercise.laid_tests.clear();
  return exercise;
}

}  // namespace

bool is_of_hidden_tests(const Finding& finding, const course::Exercise& exercise) {
  if (finding.part == Part::speed || finding.part == Part::report) {
    return false;
  }
  return finding.subject == kHiddenTests ||
         std::any_of(
             exercise.suites.begin(), exercise.suites.end(), [&](const course::Suite& suite) {
               return course::is_hidden(suite) && finding.subject.starts_with(suite.name + ".");
             });
}

ExerciseReport for_students(const ExerciseReport& graded) {
  if (!course::has_hidden_tests(graded.exercise)) {
    return graded;
  }
  ExerciseReport shown{.exercise = with_one_suite(graded.exercise),
                       .grade = graded.grade,
                       .findings = {},
                       .seconds = graded.seconds};
  for (const Part part : course::kParts) {
    std::vector<const Finding*> hidden;
    for (const Finding& finding : graded.findings) {
      if (finding.part != part) {
        continue;
      }
      if (is_of_hidden_tests(finding, graded.exercise)) {
        hidden.push_back(&finding);
      } else {
        shown.findings.push_back(finding);
      }
    }
    if (!hidden.empty()) {
      shown.findings.push_back(in_one(part, hidden, graded.grade));
    }
  }
  shown.grade.verdict = score::verdict_of_all(shown.findings);
  return shown;
}

Report for_students(const Report& report) {
  Report shown = report;
  for (ExerciseReport& graded : shown.exercises) {
    graded = for_students(graded);
  }
  return shown;
}

Report for_gradescope(const Report& report) {
  Report shown = report;
  for (ExerciseReport& graded : shown.exercises) {
    if (std::any_of(graded.exercise.suites.begin(), graded.exercise.suites.end(),
                    [](const course::Suite& suite) {
                      return suite.visibility == course::Visibility::hidden;
                    })) {
      graded = for_students(graded);
    }
  }
  return shown;
}

bool was_for_students(const Report& report) {
  return std::any_of(
      report.exercises.begin(), report.exercises.end(), [](const ExerciseReport& graded) {
        const auto& suites = graded.exercise.suites;
        return std::any_of(suites.begin(), suites.end(),
                           [](const auto& suite) { return suite.name == kHiddenTests; });
      });
}

}  // namespace report
