#include "cli/progress.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace cli {

void Progress::stage(const std::string& name, std::size_t steps) {
  const std::lock_guard lock(mutex_);
  name_ = name;
  steps_ = steps;
  done_ = 0;
  if (style_ == Style::plain) {
    fmt::print(stderr, "{}\n", name_);
  }
  show();
}

void Progress::step() {
  const std::lock_guard lock(mutex_);
  ++done_;
  show();
}

void Progress::clear() {
  const std::lock_guard lock(mutex_);
  if (shown_) {
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
    shown_ = false;
  }
}

void Progress::show() {
  if (style_ != Style::terminal) {
    return;
  }
  const std::string count = steps_ == 0 ? "" : fmt::format(" {}/{}", done_, steps_);
  fmt::print(stderr, "\r\x1b[K{}{}", name_, count);
  std::fflush(stderr);
  shown_ = true;
}

}  // namespace cli
