// What the course says of the submissions that it holds itself: skeletons earn
// nothing, solutions everything, and wrong and hostile submissions what their first
// lines say.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/expectation.hpp"
#include "cli/grading.hpp"
#include "course/exercise.hpp"

namespace cli {

struct Claim {
  enum class Kind { skeleton, solution, wrong, hostile };

  Kind kind = Kind::skeleton;
  std::string name;  // "skeleton", "solution", "wrong/detach", "hostile/fork-bomb"
  Work work;         // asks only for evidence that the claim says something of
  Expectation expected;
};

// All claims about an exercise of the course in `root`. Throws
// course::CourseError if an expectation is malformed. `exercise` must outlive them.
std::vector<Claim> claims_about(const course::Exercise& exercise,
                                const std::filesystem::path& root);

}  // namespace cli
