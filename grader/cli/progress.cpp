#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace cli {

void Progress::stage(const std::string& name) {
  const std::lock_guard lock(mutex_);
  alone_ = name;
  if (style_ == Style::plain) {
    fmt::print(stderr, "{}\n", name);
  }
  show();
}

void Progress::expect(const std::string& name, std::size_t steps) {
  const std::lock_guard lock(mutex_);
  alone_.clear();
  known(name).steps += steps;
  show();
}

void Progress::done(const std::string& name, Time took) {
  const std::lock_guard lock(mutex_);
  Stage& stage = known(name);
  ++stage.done;
  stage.took += took;
  show();
}

Progress::Times Progress::finish() {
  clear();
  const std::lock_guard lock(mutex_);
  Times times;
  for (const Stage& stage : std::exchange(stages_, {})) {
    times.emplace_back(stage.name, stage.took);
  }
  return times;
}

void Progress::clear() {
  const std::lock_guard lock(mutex_);
  if (shown_) {
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
    shown_ = false;
  }
}

Progress::Stage& Progress::known(const std::string& name) {
  const auto found = std::find_if(stages_.begin(), stages_.end(),
                                  [&](const Stage& stage) { return stage.name == name; });
  if (found != stages_.end()) {
    return *found;
  }
  if (style_ == Style::plain) {
    fmt::print(stderr, "{}\n", name);
  }
  return stages_.emplace_back(Stage{.name = name});
}

void Progress::show() {
  if (style_ != Style::terminal && !listener_) {
    return;
  }
  std::string line = alone_;
  for (const Stage& stage : stages_) {
    if (alone_.empty() && stage.done < stage.steps) {
      line +=
          fmt::format("{}{} {}/{}", line.empty() ? "" : "  ", stage.name, stage.done, stage.steps);
    }
  }
  if (listener_) {
    listener_(line);
    return;
  }
  fmt::print(stderr, "\r\x1b[K{}", line);
  std::fflush(stderr);
  shown_ = true;
}

}  // namespace cli
