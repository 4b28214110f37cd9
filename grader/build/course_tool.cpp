#include "build/course_tool.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "course/manifest.hpp"
#include "sandbox/runner.hpp"

namespace build {
namespace {

std::string environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return value == nullptr ? otherwise : value;
}

// The lines that tell what is wrong, without the build tool's own.
std::string errors_of(const std::string& output) {
  std::string errors;
  std::size_t from = 0;
  int lines = 0;
  while (from < output.size() && lines < 30) {
    const std::size_t end = std::min(output.find('\n', from), output.size());
    const std::string line = output.substr(from, end - from);
    from = end + 1;
    if (!line.empty() && line.front() != '[') {
      errors += line + "\n";
      ++lines;
    }
  }
  return errors;
}

}  // namespace

void run_course_tool(const std::filesystem::path& folder, std::vector<std::string> arguments,
                     const sandbox::Interrupt& interrupt, const std::string& what_fails) {
  const sandbox::ProcessRunner runner(sandbox::Isolation::none("course"), interrupt);
  sandbox::Command command;
  arguments.insert(arguments.begin(), {"/usr/bin/env"});
  command.arguments = std::move(arguments);
  command.folder = folder;
  command.environment = {{"PATH", environment("PATH", "/usr/local/bin:/usr/bin:/bin")},
                         {"HOME", environment("HOME", "/tmp")}};
  command.limits.deadline = std::chrono::minutes(20);
  command.limits.file_bytes = std::size_t{1} << 32U;
  command.limits.memory_bytes = 0;  // as many compilers at once as the machine has CPUs
  command.limits.threads = 0;
  command.limits.disk_bytes = 0;
  command.limits.files = 0;
  const sandbox::Run run = runner.run(command);
  if (!run.succeeded()) {
    throw course::CourseError(what_fails + ":\n" + errors_of(run.output + run.errors));
  }
}

}  // namespace build
