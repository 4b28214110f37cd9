// Looks into the object files of a submission before they are linked.

#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "build/recipe.hpp"
#include "sandbox/run.hpp"
#include "submission/breach.hpp"
#include "submission/preprocessed.hpp"

namespace build {

// Runs one of the toolchain's programs in the sandbox.
using RunTool = std::function<sandbox::Run(std::vector<std::string> arguments)>;

// What the objects need or define that the exercise does not grant. Writes
// into `output`. Throws course::CourseError if the tools do not work here.
std::vector<submission::Breach> inspect(const std::vector<std::string>& objects,
                                        const Inspection& tools,
                                        const std::filesystem::path& output,
                                        const std::vector<std::string>& allow,
                                        const std::vector<submission::Stretch>& code,
                                        const RunTool& run);

}  // namespace build
