#include "build/compiler.hpp"

#include <utility>

#include "course/catalogue.hpp"
#include "submission/preprocessed.hpp"

namespace build {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostOutput = std::size_t{16} << 20U;  // of a tool whose words are read
constexpr std::size_t kMemory = std::size_t{4} << 30U;
// What never ends is stopped for its CPU time, also on a machine that is very busy.
constexpr std::chrono::seconds kCpu{20};
constexpr std::chrono::seconds kDeadline{300};

std::vector<std::string> to_object(const fs::path& file, const std::string& object) {
  return {"-Werror=global-constructors", "-c", file.string(), "-o", object};
}

}  // namespace

Compiler::Compiler(const course::Exercise& exercise, const Prebuilt& prebuilt, Profile profile,
                   fs::path sources, fs::path output, const sandbox::Runner& runner)
    : exercise_(exercise),
      recipe_(prebuilt.recipe(exercise, profile)),
      library_(prebuilt.precompiled(profile)),
      sets_(prebuilt.include_sets(profile)),
      sources_(std::move(sources)),
      output_(std::move(output)),
      runner_(runner) {}

void Compiler::limit(sandbox::Command& command) {
  command.limits.deadline = kDeadline;
  command.limits.cpu = kCpu;
  command.limits.address_space_bytes = kMemory;
}

sandbox::Run Compiler::run(std::vector<std::string> arguments,
                           const std::vector<fs::path>& more_readable) const {
  sandbox::Command command;
  command.arguments = std::move(arguments);
  command.folder = sources_;
  command.readable = recipe_.headers;
  command.readable.insert(command.readable.end(), recipe_.adapters.begin(), recipe_.adapters.end());
  command.readable.push_back(sources_);
  command.readable.insert(command.readable.end(), more_readable.begin(), more_readable.end());
  command.writable = {output_};
  command.environment["TMPDIR"] = output_.string();
  limit(command);
  command.limits.output_bytes = kMostOutput;
  return runner_.run(command);
}

std::vector<std::string> Compiler::command(std::vector<std::string> more) const {
  std::vector<std::string> arguments{recipe_.compiler};
  arguments.insert(arguments.end(), recipe_.compile.begin(), recipe_.compile.end());
  arguments.insert(arguments.end(), {"-fdebug-compilation-dir=.", "-fno-color-diagnostics",
                                     "-fno-caret-diagnostics"});
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

fs::path Compiler::preprocessed(const std::string& source) const {
  return output_ / (fs::path(source).filename().string() + ".ii");
}

sandbox::Run Compiler::preprocess(const std::string& source) const {
  // Relative, so that diagnostics and debug information name "03-locks/bank.cpp".
  std::vector<std::string> arguments{"-I" + exercise_.id};
  for (const fs::path& include : recipe_.includes) {
    arguments.push_back("-I" + include.string());
  }
  arguments.insert(arguments.end(), {"-Wno-pragma-once-outside-header", "-E", "-x", "c++", source,
                                     "-o", preprocessed(source).string()});
  return run(command(std::move(arguments)));
}

sandbox::Run Compiler::compile(const fs::path& file, const std::string& object) const {
  return run(command(to_object(file, object)));
}

sandbox::Run Compiler::run_against(const IncludeSets::Set& set,
                                   std::vector<std::string> more) const {
  std::vector<std::string> arguments{"-Xclang", "-include-pch", "-Xclang", set.compiled.string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(command(std::move(arguments)), {set.text, set.compiled});
}

Compiler::Quick Compiler::compile_quickly(const fs::path& file, const std::string& object,
                                          bool exactly) const {
  const Parts parts = take_apart(file);
  const auto set = exactly ? sets_.find(parts.included) : std::nullopt;
  Quick quick{.run = run_against(set.value_or(IncludeSets::Set{library_.header, library_.file}),
                                 to_object(parts.rest, object))};
  quick.complete = set && quick.run.succeeded();
  return quick;
}

sandbox::Run Compiler::check_includes(const fs::path& file) const {
  const Parts parts = take_apart(file);
  const auto set = include_set(parts.included);
  if (set) {
    sandbox::Run against = run_against(*set, {"-fsyntax-only", parts.rest.string()});
    if (against.succeeded()) {
      return against;
    }
  }
  sandbox::Run whole = run(command({"-fsyntax-only", file.string()}));
  if (set && whole.succeeded()) {
    sets_.forget(*set);
  }
  return whole;
}

Compiler::Parts Compiler::take_apart(const fs::path& file) const {
  auto [included, rest] =
      submission::set_apart(course::read_file(file),
                            [&](const std::string& name) { return library_.holds.contains(name); });
  Parts parts{.included = std::move(included),
              .rest = fs::path(file).replace_extension(".rest.ii")};
  course::write_file(parts.rest, rest);
  return parts;
}

std::optional<IncludeSets::Set> Compiler::include_set(const std::string& included) const {
  if (auto kept = sets_.find(included)) {
    return kept;
  }
  auto set = sets_.prepare(included);
  if (set) {
    const fs::path compiled = output_ / set->compiled.filename();
    const sandbox::Run made = run(
        command({"-x", "c++-header", set->text.string(), "-o", compiled.string()}), {set->text});
    if (!made.succeeded() || !sets_.keep(*set, compiled)) {
      return std::nullopt;
    }
  }
  return set;
}

}  // namespace build
