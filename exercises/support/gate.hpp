// A gate: callers wait in front of it until the test opens it.
//
// With it a test holds code at a known place ("the producer is now inside
// push") instead of sleeping and hoping.
//
// Thread-safe. Once open, it stays open.

#pragma once

#include <condition_variable>
#include <mutex>

#include "support/patience.hpp"

namespace course::support {

class Gate {
 public:
  explicit Gate(Patience patience = {}) : patience_(patience) {}

  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

  // True: the gate was opened. False: the patience ended first.
  bool wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    const bool opened = wait_patiently(changed_, lock, patience_, [&] { return open_; });
    --waiting_;
    return opened;
  }

  // True: `callers` were waiting in front of the gate at the same time.
  bool wait_for_callers(unsigned callers) {
    std::unique_lock lock(mutex_);
    return wait_patiently(changed_, lock, patience_, [&] { return waiting_ >= callers; });
  }

 private:
  const Patience patience_;
  std::mutex mutex_;
  std::condition_variable changed_;
  unsigned waiting_ = 0;
  bool open_ = false;
};

}  // namespace course::support
