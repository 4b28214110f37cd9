#include "cli/git.hpp"

#include <chrono>
#include <stdexcept>

namespace cli {

std::string Git::operator()(const std::vector<std::string>& arguments) const {
  sandbox::Command command;
  // Whose folder it is does not matter: nothing of it is run.
  command.arguments = {"/usr/bin/env", "git", "-c", "safe.directory=*", "-c", "core.quotePath=off"};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  command.folder = root_;
  command.environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
  command.limits.deadline = std::chrono::seconds(30);
  command.limits.output_bytes = std::size_t{16} << 20U;
  const sandbox::Run run = runner_.run(command);
  if (!run.succeeded()) {
    throw std::runtime_error("git: " + run.errors.substr(0, run.errors.find('\n')));
  }
  return run.output;
}

std::vector<std::string> Git::names(const std::vector<std::string>& arguments) const {
  const std::string listed = (*this)(arguments);
  std::vector<std::string> names;
  std::size_t from = 0;
  for (auto end = listed.find('\0'); end != std::string::npos; end = listed.find('\0', from)) {
    names.push_back(listed.substr(from, end - from));
    from = end + 1;
  }
  return names;
}

}  // namespace cli
