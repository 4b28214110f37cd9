#include "judge/builds.hpp"

#include <fmt/format.h>

namespace judge {
namespace {

constexpr std::size_t kMostPlaces = 5;

}  // namespace

std::vector<Finding> judge_refusals(const course::Exercise& exercise,
                                    const std::vector<submission::Refusal>& refusals) {
  std::vector<Finding> findings;
  for (const submission::Refusal& refusal : refusals) {
    Finding finding;
    finding.verdict = NotSubmitted{};
    finding.subject = exercise.id + "/" + refusal.file;
    finding.headline = fmt::format("{} {}", refusal.file, refusal.reason);
    finding.advice = refusal.advice;
    findings.push_back(std::move(finding));
  }
  return findings;
}

Finding judge_build_failure(const course::Exercise& exercise, const build::BuildFailure& failure,
                            const Sources& sources) {
  Finding finding;
  finding.verdict = NotBuilt{};
  finding.subject = exercise.id + "/" + exercise.submit.front();
  finding.again = "grader/grade run " + exercise.number;
  finding.evidence = failure.raw;
  if (failure.took_too_long) {
    finding.headline = "the compiler did not come to an end";
    finding.advice = "look for a template or a constexpr function that never ends";
    return finding;
  }
  if (!failure.too_much.empty()) {
    finding.headline = fmt::format("the compiler used {}", failure.too_much);
    finding.advice = "look for a template, a constexpr function or an #include that never ends";
    return finding;
  }
  if (failure.errors.empty()) {
    finding.headline = "the compiler gave up";
    finding.advice = "the evidence shows what it said";
    return finding;
  }
  const build::Diagnostic& first = failure.errors.front();
  finding.headline = first.message;
  finding.advice = first.file.empty()
                       ? "compare every name and parameter with the interface header"
                       : "the first error comes first: those below may only follow from it";
  for (const build::Diagnostic& error : failure.errors) {
    if (!error.file.empty()) {
      finding.places.push_back(sources.place(error.file, error.line, error.message));
    }
  }
  return finding;
}

Finding judge_breaches(const course::Exercise& exercise, const build::Breaches& breaches,
                       const Sources& sources) {
  const submission::Breach& first = breaches.front();
  Finding finding;
  finding.verdict = Forbidden{first.what};
  finding.subject = first.file.starts_with(exercise.id + "/")
                        ? first.file
                        : exercise.id + "/" + exercise.submit.front();
  finding.headline = fmt::format("{} is not allowed: {}", first.what, first.why);
  finding.advice = first.advice;
  finding.again = "grader/grade run " + exercise.number;
  for (const submission::Breach& breach : breaches) {
    if (!breach.file.empty() && breach.line > 0 && finding.places.size() < kMostPlaces) {
      finding.places.push_back(sources.place(breach.file, breach.line, breach.what));
    }
  }
  return finding;
}

}  // namespace judge
