#include "cli/claim.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "course/completeness.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using course::Part;

// A test that is run in many orders of its threads, or the suite of one.
bool names_an_explored_test(const std::string& subject, const course::Exercise& exercise) {
  const auto& tests = exercise.schedules.tests;
  return std::any_of(tests.begin(), tests.end(), [&](const std::string& test) {
    return subject == test || subject.starts_with(test + ".") || test.starts_with(subject + ".");
  });
}

bool names_a_row(const Expectation& expected, const course::Exercise& exercise) {
  return std::any_of(exercise.speed.begin(), exercise.speed.end(),
                     [&](const course::SpeedRow& row) { return row.name == expected.subject; });
}

// Evidence that a claim says nothing of need not be gathered.
bool says_something_of(Part part, const Expectation& expected, const course::Exercise& exercise) {
  if (expected.passes_part(part)) {
    return true;
  }
  if (part == Part::races) {
    return expected.verdict == "raced" || expected.verdict == "deadlocked";
  }
  const bool is_about_speed = expected.verdict == "slow" || expected.verdict == "too_fast" ||
                              names_a_row(expected, exercise);
  if (part == Part::schedules) {  // what passes the tests may still fail in another order
    return !expected.schedules.empty() || names_an_explored_test(expected.subject, exercise) ||
           (expected.passes_part(Part::tests) && !is_about_speed);
  }
  return is_about_speed;
}

// In what decides whether the expectation holds.
class Undecided : public Interest {
 public:
  explicit Undecided(Expectation expected) : expected_(std::move(expected)) {}

  void begin() override {
    found_ = false;
    found_in_schedules_ = expected_.schedules.empty();
  }
  void found(const judge::Finding& finding) override {
    if (is_expected(finding, expected_)) {
      found_ = true;
    }
    if (is_expected_of_schedules(finding, expected_)) {
      found_in_schedules_ = true;
    }
  }
  bool wants(Part part) const override {
    // No part earns all its points without the tests.
    const bool must_pass =
        part == Part::tests ? !expected_.passes.empty() : expected_.passes_part(part);
    return must_pass || !found_ || (part == Part::schedules && !found_in_schedules_);
  }

 private:
  const Expectation expected_;
  std::atomic<bool> found_ = false;
  std::atomic<bool> found_in_schedules_ = false;
};

// A mistake is to be found where its first line says. The rest of the exercise is
// run if the claim says something of it, too.
void narrow(Work& work, const Expectation& expected) {
  work.interest = std::make_shared<Undecided>(expected);
  if (expected.verdict != "raced" && expected.schedules.empty()) {
    work.sanitizer = Work::Sanitizer::once_tested;
  }
  work.includes = expected.verdict == "not_built";
  if (names_a_row(expected, *work.exercise)) {
    if (!expected.passes_part(Part::speed)) {
      work.rows = {expected.subject};
    }
  } else if (expected.passes.empty() && expected.schedules.empty() &&
             expected.verdict != "forbidden" && expected.verdict != "not_built") {
    work.only = expected.subject;
  }
}

}  // namespace

std::vector<Claim> claims_about(const course::Exercise& exercise, const fs::path& root) {
  const fs::path solution = root / "solutions" / exercise.id;
  std::vector<Claim> claims;
  claims.push_back({Claim::Kind::skeleton,
                    "skeleton",
                    {.exercise = &exercise, .folders = {exercise.folder}},
                    {.verdict = "failed", .subject = {}, .passes = {}}});
  claims.push_back({Claim::Kind::solution,
                    "solution",
                    {.exercise = &exercise, .folders = {solution}},
                    {.verdict = "passed",
                     .subject = {},
                     .passes = {course::kParts.begin(), course::kParts.end()}}});
  std::erase_if(claims.back().expected.passes,
                [&](Part part) { return exercise.points.of(part) == 0; });
  const auto add = [&](Claim::Kind kind, const fs::path& folder) {
    const Expectation expected = read_expectation(folder);
    const std::string of = kind == Claim::Kind::wrong ? "wrong/" : "hostile/";
    claims.push_back({kind,
                      of + folder.filename().string(),
                      {.exercise = &exercise,
                       .folders = {folder, solution},
                       .races = says_something_of(Part::races, expected, exercise),
                       .schedules = says_something_of(Part::schedules, expected, exercise),
                       .speed = says_something_of(Part::speed, expected, exercise)},
                      expected});
    if (kind == Claim::Kind::wrong) {
      narrow(claims.back().work, expected);
    }
  };
  for (const fs::path& folder : course::wrong_submissions(exercise, root)) {
    add(Claim::Kind::wrong, folder);
  }
  for (const fs::path& folder : course::hostile_submissions(exercise, root)) {
    add(Claim::Kind::hostile, folder);
  }
  return claims;
}

}  // namespace cli
