#include "cli/user_program.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <system_error>

#include "cli/options.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes kCompilerDeadline{5};
// The folder that all files lie in; they may lie deeper.
fs::path common_folder(const std::vector<fs::path>& files) {
  fs::path folder = files.front().parent_path();
  for (const fs::path& file : files) {
    while (folder != folder.root_path() &&
           !file.lexically_relative(folder).native().compare(0, 2, "..")) {
      folder = folder.parent_path();
    }
  }
  return folder;
}

std::vector<fs::path> existing(const std::vector<fs::path>& files) {
  std::vector<fs::path> all;
  for (const fs::path& file : files) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
      throw UsageError(fmt::format("no such file: {}; name C++ files, one of them with a main()",
                                   file.string()));
    }
    all.push_back(fs::canonical(file));
  }
  return all;
}

// The user's files, as if they were the submission of an exercise: reports name
// their lines first.
course::Exercise as_exercise(const std::vector<fs::path>& files, const fs::path& folder) {
  course::Exercise exercise;
  exercise.id = folder.filename().string();
  for (const fs::path& file : files) {
    exercise.submit.push_back(file.lexically_relative(folder).string());
  }
  return exercise;
}

void run_tool(const fs::path& folder, std::vector<std::string> arguments,
              const sandbox::Runner& runner) {
  sandbox::Command command = command_in(folder, std::move(arguments));
  command.limits.deadline = kCompilerDeadline;
  const sandbox::Run run = runner.run(command);
  fmt::print(stderr, "{}", run.errors);
  if (!run.succeeded()) {
    throw UsageError("the program does not build; see above");
  }
}

}  // namespace

sandbox::Command command_in(const fs::path& folder, std::vector<std::string> arguments) {
  sandbox::Command command;
  command.arguments = std::move(arguments);
  command.folder = folder;
  for (const char* name : {"PATH", "HOME", "TMPDIR", "LANG"}) {
    if (const char* value = std::getenv(name)) {  // NOLINT(concurrency-mt-unsafe): nobody sets it
      command.environment[name] = value;
    }
  }
  return command;
}

UserProgram::UserProgram(const std::vector<fs::path>& files) {
  const std::vector<fs::path> all = existing(files);
  folder_ = common_folder(all);
  exercise_ = as_exercise(all, folder_);
}

std::string UserProgram::shown_root() const {
  const std::string relative = root().lexically_relative(fs::current_path()).string();
  if (!relative.empty() && !relative.starts_with("..")) {
    return relative;
  }
  return root() == root().root_path() ? "" : root().string();
}

fs::path UserProgram::build(const std::vector<fs::path>& includes, const fs::path& output,
                            const build::Recipe& recipe, const Linking& linking,
                            const sandbox::Runner& runner) const {
  std::vector<std::string> link{recipe.compiler};
  for (const std::string& file : exercise_.submit) {
    const fs::path object = output / fmt::format("{}.o", link.size());
    std::vector<std::string> compile{recipe.compiler};
    compile.insert(compile.end(), recipe.compile.begin(), recipe.compile.end());
    for (const fs::path& include : includes) {
      compile.push_back("-I" + fs::absolute(include).string());
    }
    compile.insert(compile.end(), {"-fdebug-compilation-dir=.", "-c", exercise_.id + "/" + file,
                                   "-o", object.string()});
    run_tool(root(), std::move(compile), runner);
    link.push_back(object.string());
  }
  for (const fs::path& part : linking.parts) {
    link.push_back(part.string());
  }
  link.insert(link.end(), linking.options.begin(), linking.options.end());
  const fs::path program = output / "program";
  link.insert(link.end(), {"-o", program.string()});
  run_tool(output, std::move(link), runner);
  return program;
}

}  // namespace cli
