#include "cli/item.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "judge/builds.hpp"
#include "judge/document.hpp"
#include "report/hidden_tests.hpp"
#include "score/grade.hpp"
#include "submission/submission.hpp"

namespace cli {

using build::Profile;
using judge::Finding;

namespace {

// Those of the suite `only`, or the test of that name.
std::vector<course::Test> chosen(std::vector<course::Test> tests, const std::string& only) {
  std::erase_if(tests, [&](const course::Test& test) {
    return !only.empty() && test.full_name() != only && !test.full_name().starts_with(only + ".");
  });
  return tests;
}

}  // namespace

Item::Item(const Work& what, const course::Catalogue& catalogue, const build::Prebuilt& prebuilt)
    : work(&what),
      to_run(chosen(prebuilt.tests(exercise()), what.only)),
      to_explore(chosen(prebuilt.explored(exercise()), what.only)) {
  submission::Intake intake = what.taken ? *what.taken : submission::take(exercise(), what.folders);
  if (auto* refused = std::get_if<std::vector<submission::Refusal>>(&intake)) {
    refusals = judge::judge_refusals(exercise(), *refused);
  } else {
    submitted = std::move(std::get<submission::Submission>(intake));
    workshop = std::make_unique<build::Workshop>(exercise(), submitted, prebuilt);
    sources.emplace(workshop->sources(), catalogue.root() / "exercises", exercise());
  }
}

void Item::start_again() {
  if (work->interest != nullptr) {
    work->interest->begin();
  }
  ++times_graded;
  tests.clear();
  races.clear();
  schedules.clear();
  speed.clear();
  failed = false;
  overran = false;
  needed_for_schedules = 2;
  needed_for_races = 2;
}

bool Item::wants(course::Part part) const {
  switch (part) {
    case course::Part::tests:
      return true;
    case course::Part::races:
      return work->races && exercise().points.races > 0;
    case course::Part::schedules:
      return work->schedules && exercise().points.schedules > 0;
    case course::Part::speed:
      return work->speed && exercise().points.speed > 0;
    case course::Part::report:
      return exercise().document.has_value();
  }
  return false;
}

bool Item::wants_more(course::Part part) const {
  return wants(part) && (work->interest == nullptr || work->interest->wants(part));
}

bool Item::wants(const course::SpeedRow& row) const {
  return work->rows.empty() ||
         std::find(work->rows.begin(), work->rows.end(), row.name) != work->rows.end();
}

bool Item::wants_tsan() const {
  return wants(course::Part::races) || wants(course::Part::schedules);
}

const build::Program* Item::program(Profile profile) const {
  return std::get_if<build::Program>(&built[static_cast<std::size_t>(profile)]);
}

bool Item::is_same_code(Profile profile) const {
  const build::Program* plain = program(Profile::plain);
  const build::Program* other = program(profile);
  return plain == nullptr || other == nullptr || other->code == plain->code;
}

const build::Program* Item::inspected(Profile profile) const {
  return program(Profile::plain) != nullptr && is_same_code(profile) ? program(profile) : nullptr;
}

bool Item::is_fit_for_timing() const {
  return wants(course::Part::speed) && !tests.empty() &&
         std::all_of(tests.begin(), tests.end(),
                     [](const Finding& finding) { return judge::passed(finding.verdict); });
}

bool Item::is_worth_exploring() const {
  return !overran && std::none_of(tests.begin(), tests.end(), judge::is_not_written_yet);
}

std::optional<Finding> Item::why_not_built(Profile profile) const {
  const auto& each = built[static_cast<std::size_t>(profile)];
  if (const auto* failure = std::get_if<build::BuildFailure>(&each)) {
    return judge::judge_build_failure(exercise(), *failure, *sources);
  }
  if (const auto* breaches = std::get_if<build::Breaches>(&each)) {
    return judge::judge_breaches(exercise(), *breaches, *sources);
  }
  return std::nullopt;
}

std::vector<Finding> Item::what_was_not_built() const {
  if (workshop == nullptr) {
    return refusals;
  }
  for (const Profile profile : kProfiles) {  // the others fail in the same words
    if (profile == Profile::bench && !is_fit_for_timing()) {
      continue;  // nobody waited for it
    }
    if (auto why = why_not_built(profile)) {
      return {std::move(*why)};
    }
    if (!is_same_code(profile)) {
      const build::Breaches two{
          {.file = {},
           .line = 0,
           .what = "code of two kinds",
           .why = fmt::format("built for '{}' it is not the code that is tested",
                              build::name(profile)),
           .advice = "leave out what asks how the code is built"}};
      return {judge::judge_breaches(exercise(), two, *sources)};
    }
  }
  if (missing_include) {
    return {judge::judge_build_failure(exercise(), *missing_include, *sources)};
  }
  return {};
}

Graded Item::finish() {
  Graded graded;
  graded.report.exercise = exercise();
  std::vector<Finding>& findings = graded.report.findings;
  findings = what_was_not_built();
  if (findings.empty()) {
    const bool with_schedules = is_worth_exploring();
    findings = std::move(tests);
    for (std::optional<Finding>& finding : races) {
      if (finding) {
        findings.push_back(std::move(*finding));
      }
    }
    if (with_schedules) {
      std::move(schedules.begin(), schedules.end(), std::back_inserter(findings));
    }
    if (wants(course::Part::report)) {
      const auto report = judge::judge_document(exercise(), submitted, speed);
      findings.insert(findings.end(), report.begin(), report.end());
    }
    std::move(speed.begin(), speed.end(), std::back_inserter(findings));
  }
  std::erase_if(findings, [](const Finding& finding) { return finding.subject.empty(); });
  for (Finding& finding : findings) {
    // Where these tests stand is not for students.
    if (!finding.again.empty() && report::is_of_hidden_tests(finding, exercise())) {
      finding.again += " --tests " + exercise().laid_tests.parent_path().string();
    }
    graded.report.seconds += std::chrono::duration<double>(finding.took).count();
  }
  graded.report.grade = score::grade(exercise(), findings);
  if (const build::Program* program = this->program(Profile::plain)) {
    graded.warnings = program->warnings;
  }
  return graded;
}

}  // namespace cli
