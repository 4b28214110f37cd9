#include "batch/slurm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "report/printable.hpp"
#include "sandbox/strays.hpp"

namespace batch {
namespace {

constexpr std::chrono::minutes kDeadline{2};
constexpr std::size_t kMostOutput = std::size_t{16} << 20U;
constexpr const char* kColumns = "--format=%j|%K|%T|%r";  // name, index, state, reason
constexpr char kBetween = '|';
constexpr int kNotFound = 127;  // of env

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](const char c) { return '0' <= c && c <= '9'; });
}

// Takes the text up to the next `end` off the front of `text`; nothing if there is none.
std::optional<std::string_view> until(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at + 1);
  return taken;
}

std::optional<SlurmTask> task_in(std::string_view line) {
  const auto job = until(line, kBetween);
  const auto index = job ? until(line, kBetween) : std::nullopt;
  const auto state = index ? until(line, kBetween) : std::nullopt;
  SlurmTask task;
  if (!state || job->empty() || state->empty() || !is_number(*index) ||
      std::from_chars(index->data(), index->data() + index->size(), task.index).ec != std::errc()) {
    return std::nullopt;
  }
  task.job = *job;
  task.state = *state;
  task.reason = line;
  return task;
}

// Tasks that were cancelled before they began: one line for all of them, without an index.
bool never_began(std::string_view line) {
  const auto job = until(line, kBetween);
  const auto index = job ? until(line, kBetween) : std::nullopt;
  const auto state = index ? until(line, kBetween) : std::nullopt;
  return state && *index == "N/A" && has_ended(*state);
}

std::string ending(const sandbox::Run& run) {
  if (const auto* exited = std::get_if<sandbox::Exited>(&run.end)) {
    return fmt::format("ended with {}", exited->code);
  }
  return std::holds_alternative<sandbox::TimedOut>(run.end)
             ? fmt::format("did not answer within {} minutes", kDeadline.count())
             : "was ended";
}

// What it said, in one line.
std::string words_of(const sandbox::Run& run) {
  std::string words = run.errors.empty() ? run.output : run.errors;
  while (words.ends_with('\n')) {
    words.pop_back();
  }
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words.empty() ? ending(run) : report::printable_line(words);
}

}  // namespace

std::string Slurm::output_of(std::vector<std::string> arguments) const {
  const std::string name = arguments.front();
  sandbox::Command command;
  // Without the tag by which the runner ends all that a command leaves behind: sbatch
  // hands its environment to the tasks.
  command.arguments = {"/usr/bin/env", "-u", std::string(sandbox::kRunTag)};
  command.arguments.insert(command.arguments.end(), std::make_move_iterator(arguments.begin()),
                           std::make_move_iterator(arguments.end()));
  command.folder = "/";
  command.environment = environment_;
  command.limits.deadline = kDeadline;
  command.limits.output_bytes = kMostOutput;
  const sandbox::Run run = runner_.run(command);
  const auto* exited = std::get_if<sandbox::Exited>(&run.end);
  if (exited != nullptr && exited->code == kNotFound) {
    throw SlurmError(fmt::format(
        "{} is not found; run this where jobs are submitted (Debian's package is slurm-client), "
        "or without --slurm",
        name));
  }
  if (!run.succeeded() || run.cut) {
    throw SlurmError(fmt::format("{}: {}", name, run.cut ? "says too much" : words_of(run)));
  }
  return run.output;
}

std::string Slurm::submit(const SlurmArray& array) const {
  std::vector<std::string> command{"sbatch",      fmt::format("--time={}", array.limit.count()),
                                   "--nodes=1",   "--ntasks=1",
                                   "--exclusive",  // timed runs are alone on their node
                                   "--mem=0",      // all that the node has
                                   "--requeue"};
  command.insert(command.end(), array.options.begin(), array.options.end());
  command.insert(
      command.end(),
      {"--parsable", "--job-name=" + array.name, fmt::format("--array=0-{}", array.tasks - 1),
       "--chdir=" + array.folder.string(), "--output=%a.log", "--error=%a.log",
       "--open-mode=append", (array.folder / array.script).string()});
  command.insert(command.end(), array.arguments.begin(), array.arguments.end());
  const std::string printed = output_of(std::move(command));
  const auto number = job_number(printed);
  if (!number) {
    throw SlurmError(
        fmt::format("sbatch did not say which job it made: {}", report::printable_line(printed)));
  }
  return *number;
}

std::vector<SlurmTask> Slurm::tasks(const std::vector<std::string>& names) const {
  return slurm_tasks(output_of({"squeue", "--noheader", "--array", "--states=all",
                                fmt::format("--name={}", fmt::join(names, ",")), kColumns}));
}

void Slurm::cancel(const std::string& name) const { output_of({"scancel", "--name=" + name}); }

std::optional<std::string> job_number(std::string_view printed) {
  const std::string_view number = printed.substr(0, printed.find_first_of(";\n"));
  return is_number(number) ? std::optional(std::string(number)) : std::nullopt;
}

std::vector<SlurmTask> slurm_tasks(std::string_view printed) {
  std::vector<SlurmTask> tasks;
  while (!printed.empty()) {
    const std::size_t end = std::min(printed.find('\n'), printed.size());
    const std::string_view line = printed.substr(0, end);
    if (const auto task = task_in(line)) {
      tasks.push_back(*task);
    } else if (!never_began(line)) {
      throw SlurmError(fmt::format("squeue: \"{}\" is no line about a task of an array",
                                   report::printable_line(line)));
    }
    printed.remove_prefix(std::min(end + 1, printed.size()));
  }
  return tasks;
}

bool has_ended(std::string_view state) {
  constexpr std::array<std::string_view, 11> kEnds{
      "BOOT_FAIL",     "CANCELLED", "COMPLETED", "DEADLINE", "FAILED",       "NODE_FAIL",
      "OUT_OF_MEMORY", "PREEMPTED", "REVOKED",   "TIMEOUT",  "LAUNCH_FAILED"};
  return std::find(kEnds.begin(), kEnds.end(), state) != kEnds.end();
}

}  // namespace batch
