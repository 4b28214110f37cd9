// Where one submission is built: a temporary folder with its submit files laid
// out as in the course, and one program for each profile.
//
// Only the submit files (and a header's adapter) are compiled; the rest is
// linked from what was built before. Compiler and linker run in the sandbox,
// because `#include` reads files.

#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "build/diagnostics.hpp"
#include "build/prebuilt.hpp"
#include "course/exercise.hpp"
#include "sandbox/runner.hpp"
#include "sandbox/temporary_folder.hpp"
#include "submission/submission.hpp"

namespace build {

struct Program {
  std::filesystem::path file;
  Profile profile = Profile::plain;
  std::string warnings;  // what the compiler said all the same
};

struct BuildFailure {
  std::vector<Diagnostic> errors;
  bool took_too_long = false;
  std::string raw;  // what the tools printed
  // What they were stopped for: "more than 2048 MiB of memory".
  std::string too_much = {};
};

class Workshop {
 public:
  // Writes the submit files into a folder of its own.
  Workshop(const course::Exercise& exercise, const submission::Submission& submission,
           const Prebuilt& prebuilt);

  // Thread-safe for different profiles.
  std::variant<Program, BuildFailure> build(Profile profile, const sandbox::Runner& runner) const;

  // An empty folder that a run may write to; what stood under that name is
  // gone. Thread-safe for different names.
  std::filesystem::path scratch(const std::string& name) const;

  // The folder that holds "03-locks/bank.cpp".
  std::filesystem::path sources() const { return folder_.path() / "src"; }

 private:
  sandbox::Command tool(std::vector<std::string> arguments, const Recipe& recipe,
                        const std::filesystem::path& output) const;

  const course::Exercise& exercise_;
  const Prebuilt& prebuilt_;
  sandbox::TemporaryFolder folder_;
};

}  // namespace build
