#include "cli/session.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "sandbox/cpus.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace {

// NOLINTBEGIN(concurrency-mt-unsafe): nobody changes the environment
std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}
// NOLINTEND(concurrency-mt-unsafe)

std::string system_name() {
  utsname names{};
  ::uname(&names);
  std::ifstream release("/etc/os-release");
  for (std::string line; std::getline(release, line);) {
    if (line.starts_with("PRETTY_NAME=")) {
      std::string pretty = line.substr(12);
      std::erase(pretty, '"');
      return fmt::format("{}, {}", pretty, names.machine);
    }
  }
  return fmt::format("{} {}, {}", names.sysname, names.release, names.machine);
}

std::vector<const course::Exercise*> selected(const course::Catalogue& catalogue,
                                              const std::vector<std::string>& names) {
  std::vector<const course::Exercise*> all;
  for (const std::string& name : names) {
    exercise_named(name, catalogue);
  }
  for (const course::Exercise& exercise : catalogue.exercises()) {
    const bool named = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return catalogue.find(name) == &exercise;
    });
    if (names.empty() || named) {
      all.push_back(&exercise);
    }
  }
  return all;
}

}  // namespace

const course::Exercise& exercise_named(const std::string& name,
                                       const course::Catalogue& catalogue) {
  if (const course::Exercise* const found = catalogue.find(name)) {
    return *found;
  }
  std::vector<std::string> known;
  for (const course::Exercise& exercise : catalogue.exercises()) {
    known.push_back(exercise.id);
  }
  throw UsageError(fmt::format("no exercise '{}'; there are {}", name, fmt::join(known, ", ")));
}

void require_isolation(const Session& session, bool without_isolation) {
  if (!session.is_isolated() && !without_isolation) {
    throw std::runtime_error(
        "isolation is reduced here, and a class's code is not to be trusted; install bubblewrap "
        "(`grader/grade doctor` says more), or add --without-isolation");
  }
}

bool is_colour_terminal(int descriptor) {
  const std::string terminal = environment("TERM");
  return ::isatty(descriptor) == 1 && environment("NO_COLOR").empty() && !terminal.empty() &&
         terminal != "dumb";
}

Progress::Style progress_style(const Options& options) {
  if (options.quiet) {
    return Progress::Style::none;
  }
  return ::isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb" ? Progress::Style::terminal
                                                                       : Progress::Style::plain;
}

course::Catalogue catalogue_of(const Options& options) {
  course::Catalogue catalogue = course::Catalogue::load(options.root);
  if (!options.tests.empty()) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(options.tests, ignored)) {
      throw UsageError(
          fmt::format("no such folder: {}; name the one that holds 03-locks/tests.toml",
                      options.tests.string()));
    }
    catalogue.lay_over(options.tests);
  }
  return catalogue;
}

// A fork bomb must not keep the grader from looking. Only root may; others
// have a limit on processes that needs nobody to look.
void come_first() { ::setpriority(PRIO_PROCESS, 0, -15); }

Session::Session(const Options& options)
    : Session(options, std::make_unique<Progress>(progress_style(options))) {}

Session::Session(const Options& options, Progress::Listener listener)
    : Session(options, std::make_unique<Progress>(std::move(listener))) {}

Session::Session(const Options& options, std::unique_ptr<Progress> progress)
    : progress_(std::move(progress)),
      catalogue_(catalogue_of(options)),
      exercises_(selected(catalogue_, options.names)),
      isolation_(sandbox::Isolation::detect(interrupt_)),
      runner_(isolation_, interrupt_),
      prebuilt_(build::Prebuilt::ensure(
          catalogue_, interrupt_, [this](const std::string& what) { progress_->stage(what); })),
      cpus_(sandbox::available_cpus()) {
  sandbox::remove_stale_folders();  // of graders that were killed
  come_first();
}

void Session::check_hidden_tests() const {
  const auto& all = catalogue_.exercises();
  if (!is_isolated() && std::any_of(all.begin(), all.end(), &course::has_hidden_tests)) {
    throw std::runtime_error(
        "isolation is reduced here: a submission could read the hidden tests; install bubblewrap "
        "(`grader/grade doctor` says more)");
  }
}

report::Machine Session::machine() const {
  sandbox::Command command;
  command.arguments = {prebuilt_.compiler(), "--version"};
  command.folder = "/";
  const std::string version = runner_.run(command).output;
  return {.system = system_name(),
          .compiler = version.substr(0, version.find('\n')),
          .cpus = cpus_,
          .isolation = isolation_.describe()};
}

}  // namespace cli
