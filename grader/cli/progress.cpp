#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace cli {

void Progress::stage(const std::string& name, std::size_t steps) {
  const std::lock_guard lock(mutex_);
  stop_clock();
  name_ = name;
  started_ = std::chrono::steady_clock::now();
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

Progress::Times Progress::finish() {
  clear();
  const std::lock_guard lock(mutex_);
  stop_clock();
  name_.clear();
  return times_;
}

void Progress::stop_clock() {
  if (name_.empty()) {
    return;
  }
  const auto known = std::find_if(times_.begin(), times_.end(),
                                  [&](const auto& entry) { return entry.first == name_; });
  Times::value_type& entry = known == times_.end() ? times_.emplace_back(name_, 0) : *known;
  entry.second += std::chrono::steady_clock::now() - started_;
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
