#include "cli/slurm_batch.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include "sandbox/descriptor.hpp"
#include "sandbox/runner.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

fs::path jobs_of(const Options& options) { return fs::absolute(options.batch.out) / "slurm"; }

// The user's own: it says where Slurm is, and which.
std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> variables;
  for (char** each = ::environ; *each != nullptr; ++each) {
    const std::string_view text = *each;
    if (const std::size_t equals = text.find('='); equals != std::string_view::npos) {
      variables[std::string(text.substr(0, equals))] = text.substr(equals + 1);
    }
  }
  return variables;
}

// Slurm's commands need the network, and the user's files.
sandbox::ProcessRunner runner(const sandbox::Interrupt& interrupt) {
  return {sandbox::Isolation::none("Slurm's own"), interrupt};
}

// Held until it is closed, or this process ends.
sandbox::Descriptor locked(const fs::path& folder) {
  const fs::path file = folder / "lock";
  sandbox::Descriptor lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!lock.is_open()) {
    throw UsageError(
        fmt::format("cannot write {}: {}", file.string(), std::generic_category().message(errno)));
  }
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    throw UsageError(
        fmt::format("another batch --slurm is at work on {}; wait for it, or name "
                    "another folder with --out",
                    folder.parent_path().string()));
  }
  return lock;
}

void wait(const sandbox::Interrupt& interrupt, std::chrono::milliseconds time) {
  pollfd entry{interrupt.descriptor(), POLLIN, 0};
  ::poll(&entry, 1, static_cast<int>(time.count()));
  interrupt.throw_if_pending();
}

}  // namespace

void check_slurm_options(const Options& options) {
  const std::vector<std::string>& words = options.batch.sbatch;
  if (!options.batch.slurm && !words.empty()) {
    throw UsageError("what follows -- goes to sbatch; add --slurm, or leave it out");
  }
  const auto wrong = std::find_if(words.begin(), words.end(),
                                  [](const std::string& word) { return !word.starts_with('-'); });
  if (wrong != words.end()) {
    throw UsageError(fmt::format(
        "'{}' is no option of sbatch; write an option and its value as one word: --partition={}",
        *wrong, *wrong));
  }
}

void grade_by_slurm(const Options& options, const std::vector<const batch::Piece*>& pieces,
                    batch::SlurmEvents events, const sandbox::Interrupt& interrupt) {
  const fs::path folder = jobs_of(options);
  fs::create_directories(folder);
  const sandbox::Descriptor lock = locked(folder);
  const sandbox::ProcessRunner commands = runner(interrupt);
  const batch::Slurm slurm(commands, environment());
  std::vector<std::string> task{(options.root / "grader/grade").string(), "slice"};
  if (options.batch.without_isolation) {
    task.emplace_back("--without-isolation");
  }
  if (!options.tests.empty()) {
    task.insert(task.end(), {"--tests", fs::absolute(options.tests).string()});
  }
  events.pause = [&](std::chrono::milliseconds time) { wait(interrupt, time); };
  batch::SlurmGrading(slurm,
                      {.folder = folder,
                       .command = std::move(task),
                       .options = options.batch.sbatch,
                       .each = options.batch.per_task},
                      std::move(events))
      .grade(pieces);
  fs::remove_all(folder);
}

void cancel_slurm(const Options& options) {
  const fs::path folder = jobs_of(options);
  if (!fs::exists(folder)) {
    return;
  }
  const sandbox::Descriptor lock = locked(folder);  // or they are another one's
  const sandbox::Interrupt interrupt;
  const sandbox::ProcessRunner commands = runner(interrupt);
  batch::cancel_jobs(batch::Slurm(commands, environment()), folder);
}

}  // namespace cli
