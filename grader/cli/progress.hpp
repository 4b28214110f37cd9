// What is going on, on stderr: one line that rewrites itself on a terminal,
// one plain line for each stage elsewhere, nothing at all if quiet.

#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cli {

class Progress {
 public:
  enum class Style { none, plain, terminal };

  explicit Progress(Style style) : style_(style) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Starts a stage of `steps` steps; 0 if their number is unknown.
  void stage(const std::string& name, std::size_t steps);

  // One step of the stage is done. Thread-safe.
  void step();

  // Ends the last stage. How long each took, in the order of their first start;
  // stages of one name are added up.
  using Times = std::vector<std::pair<std::string, std::chrono::duration<double>>>;
  Times finish();

  // Takes the line off the terminal, so that something else can be printed.
  void clear();

 private:
  void show();
  void stop_clock();

  const Style style_;
  std::mutex mutex_;
  std::string name_;
  std::size_t steps_ = 0;
  std::size_t done_ = 0;
  bool shown_ = false;
  std::chrono::steady_clock::time_point started_{};
  Times times_;
};

}  // namespace cli
