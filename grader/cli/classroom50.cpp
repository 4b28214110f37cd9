#include "cli/classroom50.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <vector>

#include "cli/options.hpp"

namespace cli {

std::string variable_of_environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value == nullptr ? "" : value;
}

report::Classroom50Identity classroom50_identity(const Variable& variable) {
  std::vector<std::string> missing;
  // The second name is another one for the same, or stands in for it.
  const auto value = [&](const char* name, const char* other = nullptr) {
    std::string found = variable(name);
    if (found.empty() && other != nullptr) {
      found = variable(other);
    }
    if (found.empty()) {
      missing.emplace_back(name);
    }
    return found;
  };
  const std::string type = variable("ASSIGNMENT_TYPE");
  report::Classroom50Identity identity{
      .classroom = value("CLASSROOM"),
      .assignment = value("ASSIGNMENT"),
      .assignment_type = type.empty() ? "individual" : type,
      .owner = value("OWNER", "USERNAME"),
      .submission = value("SUBMISSION_TAG"),
      .commit = value("COMMIT_URL"),
      .release = value("RELEASE_URL"),
      .review = value("REVIEW_URL", "COMMIT_URL"),
  };
  if (!missing.empty()) {
    throw UsageError(fmt::format(
        "--classroom50 needs what Classroom 50's runner sets in the environment; not set: {}",
        fmt::join(missing, ", ")));
  }
  if (!identity.submission.starts_with("submit/")) {
    throw UsageError(fmt::format("SUBMISSION_TAG is {}; Classroom 50's tags begin with submit/",
                                 identity.submission));
  }
  return identity;
}

}  // namespace cli
