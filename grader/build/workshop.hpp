// Where one submission is built: a temporary folder with its submit files laid
// out as in the course, and one program for each profile.
//
// Only the submit files (and a header's adapter) are compiled; the rest is
// linked from what was built before. Preprocessor, compiler and linker run in
// the sandbox, because `#include` reads files. What the course does not grant
// is found before anything is linked.

#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "build/diagnostics.hpp"
#include "build/prebuilt.hpp"
#include "course/exercise.hpp"
#include "sandbox/runner.hpp"
#include "sandbox/temporary_folder.hpp"
#include "submission/breach.hpp"
#include "submission/preprocessed.hpp"
#include "submission/submission.hpp"

namespace build {

struct Program {
  std::filesystem::path file;
  Profile profile = Profile::plain;
  std::string warnings;  // what the compiler said all the same
  std::string code{};    // fingerprint of the submission's own code as this profile sees it
  // Of profile plain: submit files that are known to include all that they use.
  std::set<std::string> complete{};
  // Of profile tsan: the same objects, linked for controlled schedules, and what
  // names lines of it.
  std::filesystem::path explored{};
  std::string symbolizer{};
  // The same objects with the tests that are laid over the course's: programs in a
  // folder of their own, which no other test's process can read. Empty if there are none.
  std::filesystem::path laid{};
  std::filesystem::path laid_explored{};

  // The program that holds `test`.
  Program with(const course::Test& test) const;
};

struct BuildFailure {
  std::vector<Diagnostic> errors;
  bool took_too_long = false;
  std::string raw;  // what the tools printed
  // What they were stopped for: "more than 2048 MiB of memory".
  std::string too_much = {};
};

using Breaches = std::vector<submission::Breach>;  // at least one

class Workshop {
 public:
  // Writes the submit files into a folder of its own.
  Workshop(const course::Exercise& exercise, const submission::Submission& submission,
           const Prebuilt& prebuilt);

  // What most likely keeps a file from compiling, before it is certain.
  using Suspect = std::function<void(const BuildFailure&)>;

  // Thread-safe for different profiles.
  std::variant<Program, BuildFailure, Breaches> build(Profile profile,
                                                      const sandbox::Runner& runner,
                                                      const Suspect& suspect = {}) const;

  // What does not compile without the rest of the standard library, because the
  // submission does not include all that it uses. `program`: the plain one.
  std::optional<BuildFailure> find_missing_includes(const Program& program,
                                                    const sandbox::Runner& runner) const;

  // An empty folder that a run may write to; what stood under that name is
  // gone. Thread-safe for different names.
  std::filesystem::path scratch(const std::string& name) const;

  // The folder that holds "03-locks/bank.cpp".
  std::filesystem::path sources() const { return folder_.path() / "src"; }

 private:
  const course::Exercise& exercise_;
  const Prebuilt& prebuilt_;
  sandbox::TemporaryFolder folder_;
  Breaches in_text_;  // what the submit files' text alone shows
};

}  // namespace build
