#include "sandbox/isolation.hpp"

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sandbox/runner.hpp"

namespace sandbox {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 2> kCandidates{"/usr/bin/bwrap", "/usr/local/bin/bwrap"};

// What programs need of the system: nothing that holds anyone's data.
constexpr std::array<const char*, 8> kSystem{"/usr",
                                             "/bin",
                                             "/sbin",
                                             "/lib",
                                             "/lib64",
                                             "/etc/alternatives",
                                             "/etc/ld.so.cache",
                                             "/etc/ld.so.conf.d"};

void add(std::vector<std::string>& to, std::initializer_list<std::string> arguments) {
  to.insert(to.end(), arguments);
}

}  // namespace

Isolation Isolation::none(std::string reason) {
  Isolation isolation;
  isolation.reason_ = std::move(reason);
  return isolation;
}

Isolation Isolation::detect(const Interrupt& interrupt) {
  for (const char* candidate : kCandidates) {
    std::error_code ignored;
    if (!fs::exists(candidate, ignored)) {
      continue;
    }
    Isolation isolation;
    isolation.bubblewrap_ = candidate;
    Command probe;
    probe.arguments = {"/usr/bin/true"};
    probe.folder = "/";
    std::string why;
    try {
      const Run run = ProcessRunner(isolation, interrupt).run(probe);
      if (run.succeeded()) {
        return isolation;
      }
      why = run.errors.substr(0, run.errors.find('\n'));
    } catch (const std::system_error& error) {
      why = error.what();  // it may be there and not be ours to start
    }
    return none("bubblewrap does not work here (" + why + ")");
  }
  return none("bubblewrap is not installed");
}

std::string Isolation::describe() const { return is_full() ? "bubblewrap" : "reduced: " + reason_; }

std::vector<std::string> Isolation::wrap(const Command& command) const {
  if (!is_full()) {
    return command.arguments;
  }
  std::vector<std::string> wrapped{bubblewrap_,     "--die-with-parent",   "--unshare-user-try",
                                   "--unshare-pid", "--unshare-net",       "--unshare-ipc",
                                   "--unshare-uts", "--unshare-cgroup-try"};
  for (const char* path : kSystem) {
    std::error_code ignored;
    if (fs::is_symlink(path, ignored)) {
      add(wrapped, {"--symlink", fs::read_symlink(path).string(), path});
    } else if (fs::exists(path, ignored)) {
      add(wrapped, {"--ro-bind", path, path});
    }
  }
  add(wrapped, {"--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"});
  for (const fs::path& path : command.readable) {
    add(wrapped, {"--ro-bind", path.string(), path.string()});
  }
  for (const fs::path& path : command.writable) {
    add(wrapped, {"--bind", path.string(), path.string()});
  }
  add(wrapped, {"--chdir", command.folder.string(), "--"});
  wrapped.insert(wrapped.end(), command.arguments.begin(), command.arguments.end());
  return wrapped;
}

}  // namespace sandbox
