#include "build/workshop.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace build {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostErrors = 3;
constexpr std::size_t kCompilerMemory = std::size_t{4} << 30U;
constexpr std::chrono::seconds kCompilerDeadline{90};
constexpr std::chrono::seconds kCompilerCpu{20};

void write_file(const fs::path& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  file << content;
  if (!file.flush()) {
    throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
  }
}

bool is_source(const std::string& name) { return name.ends_with(".cpp"); }

}  // namespace

Workshop::Workshop(const course::Exercise& exercise, const submission::Submission& submission,
                   const Prebuilt& prebuilt)
    : exercise_(exercise), prebuilt_(prebuilt) {
  const fs::path folder = sources() / exercise.id;
  fs::create_directories(folder);
  for (const submission::File& file : submission.files) {
    write_file(folder / file.name, file.content);
  }
}

fs::path Workshop::scratch(const std::string& name) const {
  const fs::path folder = folder_.path() / "scratch" / name;
  sandbox::remove_folder(folder);  // what an earlier run of that name left
  fs::create_directories(folder);
  return folder;
}

sandbox::Command Workshop::tool(std::vector<std::string> arguments, const Recipe& recipe,
                                const fs::path& output) const {
  sandbox::Command command;
  command.arguments = std::move(arguments);
  command.folder = sources();
  command.readable = recipe.includes;
  command.readable.push_back(sources());
  command.readable.push_back(prebuilt_.folder());
  command.writable = {output};
  command.environment["TMPDIR"] = output.string();
  command.limits.deadline = kCompilerDeadline;
  command.limits.cpu = kCompilerCpu;
  command.limits.address_space_bytes = kCompilerMemory;
  return command;
}

std::variant<Program, BuildFailure> Workshop::build(Profile profile,
                                                    const sandbox::Runner& runner) const {
  const Recipe& recipe = prebuilt_.recipe(exercise_, profile);
  const fs::path output = folder_.path() / name(profile);
  fs::create_directories(output);

  std::vector<std::string> sources_to_compile;
  for (const std::string& file : exercise_.submit) {
    if (is_source(file)) {
      sources_to_compile.push_back(exercise_.id + "/" + file);
    }
  }
  for (const fs::path& adapter : recipe.adapters) {
    sources_to_compile.push_back(adapter.string());
  }

  const auto failure = [&](const sandbox::Run& run) {
    const std::string raw = run.errors + run.output;
    const auto* overran = std::get_if<sandbox::Overran>(&run.end);
    return BuildFailure{.errors = errors_in(raw, exercise_.id, kMostErrors),
                        .took_too_long = std::holds_alternative<sandbox::TimedOut>(run.end),
                        .raw = raw,
                        .too_much = overran == nullptr ? "" : overran->what};
  };

  std::string warnings;
  std::vector<std::string> objects;
  for (const std::string& source : sources_to_compile) {
    const std::string object = (output / fs::path(source).filename()).string() + ".o";
    std::vector<std::string> arguments{recipe.compiler};
    arguments.insert(arguments.end(), recipe.compile.begin(), recipe.compile.end());
    // Relative, so that diagnostics and debug information name "03-locks/bank.cpp".
    arguments.push_back("-I" + exercise_.id);
    for (const fs::path& include : recipe.includes) {
      arguments.push_back("-I" + include.string());
    }
    arguments.insert(arguments.end(), {"-fdebug-compilation-dir=.", "-fno-color-diagnostics",
                                       "-fno-caret-diagnostics", "-c", source, "-o", object});
    const sandbox::Run run = runner.run(tool(std::move(arguments), recipe, output));
    if (!run.succeeded()) {
      return failure(run);
    }
    warnings += run.errors;
    objects.push_back(object);
  }

  Program program{output / "program", profile, std::move(warnings)};
  std::vector<std::string> arguments{recipe.compiler};
  arguments.insert(arguments.end(), objects.begin(), objects.end());
  const std::vector<fs::path>& prebuilt = profile == Profile::bench ? recipe.bench : recipe.tests;
  for (const fs::path& file : prebuilt) {
    arguments.push_back(file.string());
  }
  arguments.insert(arguments.end(), recipe.link.begin(), recipe.link.end());
  arguments.insert(arguments.end(), {"-o", program.file.string()});
  const sandbox::Run run = runner.run(tool(std::move(arguments), recipe, output));
  if (!run.succeeded()) {
    return failure(run);
  }
  return program;
}

}  // namespace build
