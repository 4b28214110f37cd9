// How far a batch has come, on stderr: one line that rewrites itself on a terminal,
// a line for each result elsewhere, nothing if quiet. Thread-safe.

#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>

#include "cli/progress.hpp"
#include "report/report.hpp"

namespace cli {

class BatchProgress {
 public:
  explicit BatchProgress(Progress::Style style) : style_(style) {}
  ~BatchProgress() { clear(); }
  BatchProgress(const BatchProgress&) = delete;
  BatchProgress& operator=(const BatchProgress&) = delete;

  // So many results are to come; the clock starts.
  void expect(std::size_t results);
  void done(const std::string& submission, const report::ExerciseReport& result);
  // Worth a line of its own.
  void note(const std::string& line);
  // What goes on meanwhile.
  void stage(const std::string& line);

  // Takes the line off the terminal.
  void clear();

 private:
  void show();  // with the mutex held

  const Progress::Style style_;
  std::mutex mutex_;
  std::size_t all_ = 0;
  std::size_t done_ = 0;
  std::chrono::steady_clock::time_point started_;
  std::string stage_;
  bool shown_ = false;
};

// "[12/42] 28 a minute, 1 min 4 s left".
std::string how_far(std::size_t done, std::size_t all, std::chrono::duration<double> took);

}  // namespace cli
