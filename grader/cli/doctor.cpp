// grade doctor: says what this machine can grade, and how to cure what it
// cannot. A machine's weakness is never a student's failure.

#include <fmt/format.h>

#include <fstream>

#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "judge/tsan_report.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRacy = R"(#include <thread>
int shared = 0;
int main() {
  std::thread other([] { shared = 1; });
  shared = 2;
  other.join();
}
)";

constexpr const char* kClean = R"(#include <atomic>
#include <thread>
std::atomic<int> shared{0};
int main() {
  std::thread other([] { shared = 1; });
  shared = 2;
  other.join();
}
)";

constexpr int kTries = 5;

struct SanitizerCheck {
  int racy_reported = 0;
  int clean_silent = 0;
  bool cannot_start = false;
  bool names_lines = true;
  std::string error;  // of the compiler

  bool good() const { return racy_reported == kTries && clean_silent == kTries && names_lines; }
};

class Laboratory {
 public:
  explicit Laboratory(const Session& session) : session_(session) {}

  SanitizerCheck sanitizer() const {
    SanitizerCheck check;
    for (const char* program : {kRacy, kClean}) {
      const bool racy = program == kRacy;
      const fs::path binary = folder_.path() / (racy ? "racy" : "clean");
      const fs::path source = binary.string() + ".cpp";
      std::ofstream(source) << program;
      const sandbox::Run built = run({session_.prebuilt().compiler(), "-g", "-fsanitize=thread",
                                      source.string(), "-o", binary.string()});
      if (!built.succeeded()) {
        check.error = built.errors;
        return check;
      }
      for (int i = 0; i < kTries; ++i) {
        const std::string errors = run({binary.string()}).errors;
        const auto reports = judge::read_tsan_log(errors);
        check.cannot_start = check.cannot_start || judge::tsan_could_not_start(errors);
        if (racy) {
          check.racy_reported += reports.empty() ? 0 : 1;
          check.names_lines = check.names_lines && errors.find("racy.cpp:") != std::string::npos;
        } else {
          check.clean_silent += reports.empty() && !check.cannot_start ? 1 : 0;
        }
      }
    }
    return check;
  }

 private:
  sandbox::Run run(std::vector<std::string> arguments) const {
    sandbox::Command command;
    command.arguments = std::move(arguments);
    command.folder = folder_.path();
    command.writable = {folder_.path()};
    command.environment = {{"TMPDIR", folder_.path().string()}};
    command.fixed_addresses = true;
    command.limits.deadline = std::chrono::seconds(60);
    return session_.runner().run(command);
  }

  const Session& session_;
  sandbox::TemporaryFolder folder_;
};

void line(bool good, const std::string& what, const std::string& found) {
  fmt::print("{:<4} {:<18} {}\n", good ? "ok" : "!!", what, found);
}

void advise(const std::string& advice) { fmt::print("     {:<18} {}\n", "", advice); }

void print_sanitizer(const SanitizerCheck& check) {
  line(check.good(), "ThreadSanitizer",
       fmt::format("reported {} of {} racy runs, kept quiet in {} of {} clean ones",
                   check.racy_reported, kTries, check.clean_silent, kTries));
  if (!check.error.empty()) {
    advise("it does not compile: " + check.error.substr(0, check.error.find('\n')));
    advise("install libclang-rt of the same version as clang");
  } else if (check.cannot_start) {
    advise("it cannot start: try 'sudo sysctl vm.mmap_rnd_bits=28', or in Docker");
    advise("'--security-opt seccomp=unconfined'");
  } else if (!check.names_lines) {
    advise("it does not name source lines: install llvm of the same version as clang");
  }
}

}  // namespace

ExitCode doctor(const Options& options) {
  Session session(options);
  const report::Machine machine = session.machine();
  const SanitizerCheck sanitizer = Laboratory(session).sanitizer();
  session.progress().clear();

  line(true, "system", machine.system);
  line(true, "compiler", machine.compiler);
  print_sanitizer(sanitizer);
  const bool isolated = machine.isolation == "bubblewrap";
  line(isolated, "isolation", machine.isolation);
  if (!isolated) {
    advise("submissions can read and write what you can: grade only code that you trust");
  }
  line(machine.cpus >= 2, "CPUs", std::to_string(machine.cpus));
  if (machine.cpus < 2) {
    advise("speed-up cannot be measured here; those points are neither given nor lost");
  }
  return sanitizer.good() && machine.cpus >= 2 ? ExitCode::all_points : ExitCode::not_measurable;
}

}  // namespace cli
