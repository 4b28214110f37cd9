#include "sandbox/isolation.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
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

// Of /tmp and of /dev/shm each; both are memory.
constexpr std::size_t kPrivateBytes = std::size_t{64} << 20U;

constexpr const char* kPrlimit = "/usr/bin/prlimit";
constexpr std::size_t kSomeThreads = 64;  // so that there can be too many to see

// Since 5.14 the kernel counts a user's processes for each user namespace.
bool counts_for_each_namespace() {
  utsname names{};
  ::uname(&names);
  int major = 0;
  int minor = 0;
  // NOLINTNEXTLINE(cert-err34-c): two small numbers that the kernel wrote
  const bool read =
      std::sscanf(static_cast<const char*>(names.release), "%d.%d", &major, &minor) == 2;
  std::error_code ignored;
  return read && (major > 5 || (major == 5 && minor >= 14)) && ::geteuid() != 0 &&
         fs::exists(kPrlimit, ignored);
}

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
  const auto* const candidate =
      std::find_if(kCandidates.begin(), kCandidates.end(), [](const char* path) {
        std::error_code ignored;
        return fs::exists(path, ignored);
      });
  if (candidate == kCandidates.end()) {
    return none("bubblewrap is not installed");
  }
  std::string why;
  for (const bool sized : {true, false}) {  // before 0.7.0 bubblewrap knew no sizes
    Isolation isolation;
    isolation.bubblewrap_ = *candidate;
    isolation.sized_ = sized;
    isolation.can_count_ = counts_for_each_namespace();
    Command probe;
    probe.arguments = {"/usr/bin/true"};
    probe.folder = "/";
    try {
      const Run run = ProcessRunner(isolation, interrupt).run(probe);
      if (run.succeeded()) {
        return isolation;
      }
      why = run.errors.substr(0, run.errors.find('\n'));
    } catch (const std::system_error& error) {
      why = error.what();  // it may be there and not be ours to start
    }
  }
  return none("bubblewrap does not work here (" + why + ")");
}

std::string Isolation::describe() const { return is_full() ? "bubblewrap" : "reduced: " + reason_; }

std::vector<std::string> Isolation::wrap(const Command& command) const {
  if (!is_full()) {
    return command.arguments;
  }
  // Without the capabilities that root would keep: they undo all of this.
  std::vector<std::string> wrapped{bubblewrap_,          "--die-with-parent",
                                   "--unshare-user-try", "--unshare-pid",
                                   "--unshare-net",      "--unshare-ipc",
                                   "--unshare-uts",      "--unshare-cgroup-try",
                                   "--cap-drop",         "ALL"};
  const auto add_private = [&](const char* path) {
    if (sized_) {
      add(wrapped, {"--size", std::to_string(kPrivateBytes)});
    }
    add(wrapped, {"--tmpfs", path});
  };
  for (const char* path : kSystem) {
    std::error_code ignored;
    if (fs::is_symlink(path, ignored)) {
      add(wrapped, {"--symlink", fs::read_symlink(path).string(), path});
    } else if (fs::exists(path, ignored)) {
      add(wrapped, {"--ro-bind", path, path});
    }
  }
  add(wrapped, {"--proc", "/proc", "--dev", "/dev"});
  add_private("/dev/shm");
  add_private("/tmp");
  for (const fs::path& path : command.readable) {
    add(wrapped, {"--ro-bind", path.string(), path.string()});
  }
  for (const fs::path& path : command.writable) {
    add(wrapped, {"--bind", path.string(), path.string()});
  }
  // Last: until here folders are made in them to mount on.
  add(wrapped, {"--remount-ro", "/dev", "--remount-ro", "/"});
  add(wrapped, {"--chdir", command.folder.string(), "--"});
  // Counted in this namespace alone, so that the user's other processes do not
  // matter. The kernel exempts root; control groups are for it.
  if (can_count_ && command.limits.threads > 0) {
    add(wrapped,
        {kPrlimit, fmt::format("--nproc={}", command.limits.threads + kSomeThreads), "--"});
  }
  wrapped.insert(wrapped.end(), command.arguments.begin(), command.arguments.end());
  return wrapped;
}

}  // namespace sandbox
