// grade doctor: says what this machine can grade, and how to cure what it
// cannot. A machine's weakness is never a student's failure.

#include <fmt/format.h>

#include <fstream>
#include <string_view>
#include <vector>

#include "batch/compare.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "judge/speed.hpp"
#include "judge/tsan_report.hpp"
#include "sandbox/machine_speed.hpp"
#include "sandbox/start_cost.hpp"
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
constexpr int kStarts = 30;

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

  // True if programs can be started at addresses that are the same every time.
  bool addresses_can_be_fixed() const {
    constexpr std::string_view kNoRandomisation = "00040000\n";  // ADDR_NO_RANDOMIZE
    return run({"/bin/cat", "/proc/self/personality"}).output == kNoRandomisation;
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

std::string addresses_in_words(bool fixed) {
  std::ifstream file("/proc/sys/vm/mmap_rnd_bits");
  int bits = 0;
  const std::string random = file >> bits ? fmt::format("random over {} bits", bits) : "random";
  return fmt::format("{}; the grader {} fix them for ThreadSanitizer", random,
                     fixed ? "can" : "cannot");
}

// "bubblewrap; 5.1 ms a start", and the reason where there is none.
std::string isolation_in_words(const Session& session, const report::Machine& machine) {
  if (machine.isolation != "bubblewrap") {
    return machine.isolation;
  }
  const sandbox::ProcessRunner bare(sandbox::Isolation::none("for comparison"),
                                    session.interrupt());
  const auto cost = sandbox::start_cost(session.runner(), bare, kStarts);
  return fmt::format("{}; {:.1f} ms a start", machine.isolation, cost.count());
}

// Grading needs it nowhere; the report on a class does.
void print_comparison() {
  const bool compares = std::filesystem::exists(batch::kSim);
  line(compares, "class reports",
       compares ? "show near-identical files" : "cannot show near-identical files");
  if (!compares) {
    advise("who grades a class installs similarity-tester: apt-get install similarity-tester");
  }
}

// True if the clock can judge here and now.
bool print_speed(unsigned cpus, const sandbox::MachineSpeed& speed) {
  line(cpus >= 2, "CPUs", std::to_string(cpus));
  if (cpus < 2) {
    advise("speed-up cannot be measured with one");
    return false;
  }
  const bool quiet = speed.foreign_cpus <= judge::kMostForeignLoad;
  line(quiet, "other programs", fmt::format("keep {:.2f} CPUs busy", speed.foreign_cpus));
  if (!quiet) {
    advise("close them, or grade later: they take the CPUs that a speed-up needs");
  }
  const bool allowed = speed.attainable >= judge::least_attainable(cpus);
  line(allowed, "speed-up now", fmt::format("{:.2f}x on {} CPUs", speed.attainable, cpus));
  if (!allowed && quiet) {
    advise("the CPUs are shared with other machines, or are threads of one core");
  }
  return quiet && allowed;
}

}  // namespace

ExitCode doctor(const Options& options) {
  Session session(options);
  const report::Machine machine = session.machine();
  session.progress().stage("looking at the machine");
  const Laboratory laboratory(session);
  const SanitizerCheck sanitizer = laboratory.sanitizer();
  const bool fixed = laboratory.addresses_can_be_fixed();
  const std::string isolation = isolation_in_words(session, machine);
  const sandbox::MachineSpeed speed = sandbox::measure_speed(machine.cpus);
  session.progress().clear();

  line(true, "system", machine.system);
  line(true, "compiler", machine.compiler);
  print_sanitizer(sanitizer);
  line(fixed || sanitizer.good(), "addresses", addresses_in_words(fixed));
  const bool isolated = machine.isolation == "bubblewrap";
  line(isolated, "isolation", isolation);
  if (!isolated) {
    advise("submissions can read and write what you can: grade only code that you trust");
  }
  const bool fast = print_speed(machine.cpus, speed);
  print_comparison();

  std::vector<std::string> missing;
  if (!sanitizer.good()) {
    missing.emplace_back("races");
  }
  if (!fast) {
    missing.emplace_back("speed");
  }
  if (missing.empty()) {
    fmt::print("\nEverything can be graded here.\n");
    return ExitCode::all_points;
  }
  fmt::print("\nNot graded here as it stands: {}. Those points are neither given nor lost.\n",
             fmt::join(missing, " and "));
  return ExitCode::not_measurable;
}

}  // namespace cli
