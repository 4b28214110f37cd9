// Slurm's commands: what they are asked, and what their answers mean. Slurm decides
// where and when a task runs; whether it has done its work only its results tell.

#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sandbox/runner.hpp"

namespace batch {

// what() has Slurm's own words and what to do.
class SlurmError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What to submit: tasks 0, 1, ... each with a node of its own.
struct SlurmArray {
  std::string name;                // nobody else's; the array is found by it
  std::filesystem::path folder{};  // every task's working directory; it holds the script
  std::string script{};            // its file name there
  std::vector<std::string> arguments{};
  std::size_t tasks = 0;
  std::chrono::minutes limit{};        // of one task
  std::vector<std::string> options{};  // the user's for sbatch; they may change the limit
};

// One task, as squeue sees it.
struct SlurmTask {
  std::string job;  // its name
  std::size_t index = 0;
  std::string state;   // "RUNNING"
  std::string reason;  // why it waits: "Resources"; "None" if it does not

  bool operator==(const SlurmTask&) const = default;
};

class Slurm {
 public:
  // The environment is the user's: it says which cluster is meant. `runner` must not
  // isolate, and must outlive the object.
  Slurm(const sandbox::Runner& runner, std::map<std::string, std::string> environment)
      : runner_(runner), environment_(std::move(environment)) {}

  // Returns the job's number. Throws SlurmError.
  std::string submit(const SlurmArray& array) const;

  // Those that Slurm still knows: it forgets a task some minutes after its end. Throws
  // SlurmError.
  std::vector<SlurmTask> tasks(const std::vector<std::string>& names) const;

  // All tasks of that name that have not ended. Throws SlurmError.
  void cancel(const std::string& name) const;

 private:
  std::string output_of(std::vector<std::string> command) const;

  const sandbox::Runner& runner_;
  std::map<std::string, std::string> environment_;
};

// What `sbatch --parsable` prints, "17" or "17;cluster": the number. Nothing: something
// else.
std::optional<std::string> job_number(std::string_view printed);

// Lines of tasks(). Throws SlurmError with the first line that is none.
std::vector<SlurmTask> slurm_tasks(std::string_view printed);

// The task has ended and will not run again. A state that nobody knows is no end.
bool has_ended(std::string_view state);

}  // namespace batch
