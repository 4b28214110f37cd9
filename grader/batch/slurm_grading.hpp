// Grades pieces of a class by tasks of Slurm: one job array, a slice for each task.
//
// A job's folder, on a file system that all nodes share, is all that there is to know
// of it: its name, the slices, and the results as they come, each whole or not there.
// So this process may end at any moment; the next one finds the job at work and goes on
// waiting. What a task owes when it has ended is submitted again, each submission in a
// task of its own.

#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "batch/pieces.hpp"
#include "batch/slurm.hpp"
#include "report/report.hpp"

namespace batch {

struct SlurmPlan {
  std::filesystem::path folder;      // for the jobs' folders; as all nodes know it
  std::vector<std::string> command;  // gets the slice's file name as its last argument
  std::vector<std::string> options;  // the user's, for sbatch
  std::size_t each = 4;              // submissions in a task
  // Results may come so long after their task's end: file systems take their time.
  std::chrono::seconds settling{60};
  // For so long Slurm may be out of reach.
  std::chrono::minutes patience{10};
};

// What goes on meanwhile, told by the thread that grades.
struct SlurmEvents {
  // The result of a piece, once.
  std::function<void(std::size_t piece, const report::Report&, const std::string& text)> take;
  std::function<void(const std::string& line)> note;   // worth a line
  std::function<void(const std::string& line)> stage;  // until the next one
  std::function<void(std::chrono::milliseconds)> pause;
};

class SlurmGrading {
 public:
  // So often a piece is submitted.
  static constexpr unsigned kMostTries = 3;

  // `slurm` must outlive the object.
  SlurmGrading(const Slurm& slurm, SlurmPlan plan, SlurmEvents events);

  // Returns when each piece was taken. Throws SlurmError if that is not to be; then
  // all the others were. What leaves `events` as an exception leaves the tasks at work.
  void grade(const std::vector<const Piece*>& pieces);

 private:
  struct Task {
    // Places in pieces_; nothing: nobody wants it any more.
    std::vector<std::optional<std::size_t>> pieces;
    std::string state;  // as Slurm called it last; empty: it never did
    std::optional<std::chrono::steady_clock::time_point> ended;
    bool given_back = false;  // what it owes is others' business
  };
  struct Job {
    std::string name;
    std::vector<Task> tasks;
  };
  enum class Standing { free, in_task, taken, given_up };

  std::filesystem::path folder_of(const Job& job) const { return plan_.folder / job.name; }
  void adopt();
  void adopt(const std::string& name);
  void look();
  void update(Job& job, const std::map<std::size_t, const SlurmTask*>& seen);
  void tell_stage(const std::vector<SlurmTask>& tasks) const;
  void collect();
  void take(const Job& job, std::size_t task, std::size_t place, const std::string& file);
  void give_back();
  void give_back(const Job& job, std::size_t task);
  bool is_in_task(std::size_t piece) const;
  void submit();
  void submit(const std::vector<std::size_t>& pieces, std::size_t each);
  bool is_settled() const;
  void finish();

  const Slurm& slurm_;
  const SlurmPlan plan_;
  const SlurmEvents events_;
  std::vector<const Piece*> pieces_;
  std::vector<Standing> standings_;
  std::vector<unsigned> tries_;
  std::map<std::size_t, std::string> last_words_;  // of the task that last failed a piece
  std::vector<Job> jobs_;
  std::optional<std::chrono::steady_clock::time_point> unreachable_since_;
};

// Cancels all jobs that have a folder there. What they have done stays. Throws
// SlurmError.
void cancel_jobs(const Slurm& slurm, const std::filesystem::path& folder);

}  // namespace batch
