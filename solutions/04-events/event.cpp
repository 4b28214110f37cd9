#include "event.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace course {

struct Event::State {
  std::mutex mutex;
  std::condition_variable changed;
  bool is_set = false;
  std::uint64_t sets = 0;  // calls of set() so far

  // What a thread that waits from now on waits for. The flag alone is not
  // enough: it may be down again before the thread that was woken comes to look.
  auto released() const {
    return [this, before = sets] { return is_set || sets != before; };
  }
};

Event::Event() : state_(std::make_unique<State>()) {}

Event::~Event() = default;

void Event::set() {
  // Under the lock, or it could come after a waiter's look and before its sleep.
  const std::lock_guard lock(state_->mutex);
  state_->is_set = true;
  ++state_->sets;
  state_->changed.notify_all();
}

void Event::clear() {
  const std::lock_guard lock(state_->mutex);
  state_->is_set = false;
}

bool Event::is_set() const {
  const std::lock_guard lock(state_->mutex);
  return state_->is_set;
}

void Event::wait() const {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait(lock, state_->released());
}

bool Event::wait_for(std::chrono::milliseconds timeout) const {
  // The deadline is now + timeout, and must not overflow.
  const auto wait = std::clamp<std::chrono::milliseconds>(timeout, std::chrono::milliseconds(0),
                                                          std::chrono::years(100));
  std::unique_lock lock(state_->mutex);
  return state_->changed.wait_for(lock, wait, state_->released());
}

}  // namespace course
