// The compiler's runs for one submission in one profile, all in the sandbox.
//
// The standard library's headers take most of a compiler's time, and were
// compiled before: a file is compiled without them. Its outcome is the same,
// but for one thing: more names are known than the file includes. Where it is
// compiled against exactly what it includes, even that is the same.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "build/prebuilt.hpp"
#include "course/exercise.hpp"
#include "sandbox/runner.hpp"

namespace build {

class Compiler {
 public:
  // `sources`: the folder that holds "03-locks/bank.cpp". Everything is written
  // to `output`.
  Compiler(const course::Exercise& exercise, const Prebuilt& prebuilt, Profile profile,
           std::filesystem::path sources, std::filesystem::path output,
           const sandbox::Runner& runner);

  // A source is named below `sources`, or is an adapter.
  sandbox::Run preprocess(const std::string& source) const;
  std::filesystem::path preprocessed(const std::string& source) const;

  // `file`: what preprocess() has left. As it is:
  sandbox::Run compile(const std::filesystem::path& file, const std::string& object) const;
  // Against the whole standard library or, if that is wanted and was compiled before,
  // against what it includes of it: what succeeds then is complete.
  struct Quick {
    sandbox::Run run;
    bool complete = false;  // it includes all that it uses
  };
  Quick compile_quickly(const std::filesystem::path& file, const std::string& object,
                        bool exactly) const;

  // Fails if the file does not compile with what it includes.
  sandbox::Run check_includes(const std::filesystem::path& file) const;

  // Any program that looks at what the compiler has left.
  sandbox::Run tool(std::vector<std::string> arguments) const { return run(std::move(arguments)); }

  // The limits of whatever compiles or links.
  static void limit(sandbox::Command& command);

 private:
  // What a file includes of the standard library, and a file that holds the rest.
  struct Parts {
    std::string included;
    std::filesystem::path rest;
  };

  sandbox::Run run(std::vector<std::string> arguments,
                   const std::vector<std::filesystem::path>& more_readable = {}) const;
  std::vector<std::string> command(std::vector<std::string> more) const;
  sandbox::Run run_against(const IncludeSets::Set& set, std::vector<std::string> more) const;
  Parts take_apart(const std::filesystem::path& file) const;
  // Compiled now if it was not before; nothing if it cannot be.
  std::optional<IncludeSets::Set> include_set(const std::string& included) const;

  const course::Exercise& exercise_;
  const Recipe& recipe_;
  const Precompiled& library_;
  IncludeSets sets_;
  std::filesystem::path sources_;
  std::filesystem::path output_;
  const sandbox::Runner& runner_;
};

}  // namespace build
