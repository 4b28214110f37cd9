// What is going on, on stderr: one line that rewrites itself on a terminal,
// one plain line for each stage elsewhere, nothing at all if quiet. Or told to
// somebody who shows it.

#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cli {

class Progress {
 public:
  enum class Style { none, plain, terminal };

  using Listener = std::function<void(const std::string& line)>;

  explicit Progress(Style style) : style_(style) {}
  // Called by one thread at a time.
  explicit Progress(Listener listener) : style_(Style::none), listener_(std::move(listener)) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  using Time = std::chrono::duration<double>;

  // What goes on from now on, alone, until another stage begins.
  void stage(const std::string& name);

  // Stages whose steps go on at the same time: so many more steps of `name` are
  // to come; one of them is done and took so long. Thread-safe.
  void expect(const std::string& name, std::size_t steps);
  void done(const std::string& name, Time took);

  // Ends what goes on. How long the steps of each stage took, in the order of
  // their first start.
  using Times = std::vector<std::pair<std::string, Time>>;
  Times finish();

  // Takes the line off the terminal, so that something else can be printed.
  void clear();

 private:
  struct Stage {
    std::string name;
    std::size_t steps = 0;
    std::size_t done = 0;
    Time took{};
  };

  // Both with the mutex held.
  Stage& known(const std::string& name);
  void show();

  const Style style_;
  const Listener listener_;
  std::mutex mutex_;
  std::string alone_;  // the stage that goes on alone, if one does
  std::vector<Stage> stages_;
  bool shown_ = false;
};

}  // namespace cli
