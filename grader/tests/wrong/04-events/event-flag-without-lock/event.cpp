// expect: failed Event.NoSetIsLostBetweenLookAndSleep
// schedules: raced
// set() writes the flag without the lock: it can come after wait() has looked
// and before wait() sleeps, and its notification reaches nobody.

#include "event.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace course {

struct Event::State {
  std::mutex mutex;
  std::condition_variable changed;
  bool set = false;
  std::uint64_t generation = 0;
};

Event::Event() : state_(std::make_unique<State>()) {}

Event::~Event() = default;

void Event::set() {
  state_->set = true;
  ++state_->generation;
  state_->changed.notify_all();
}

void Event::clear() {
  std::lock_guard lock(state_->mutex);
  state_->set = false;
}

bool Event::is_set() const {
  std::lock_guard lock(state_->mutex);
  return state_->set;
}

void Event::wait() const {
  std::unique_lock lock(state_->mutex);
  const auto seen = state_->generation;
  state_->changed.wait(lock, [&] { return state_->set || state_->generation != seen; });
}

bool Event::wait_for(std::chrono::milliseconds timeout) const {
  timeout = std::min<std::chrono::milliseconds>(timeout, std::chrono::hours(24 * 365));
  std::unique_lock lock(state_->mutex);
  const auto seen = state_->generation;
  return state_->changed.wait_for(lock, timeout,
                                  [&] { return state_->set || state_->generation != seen; });
}

}  // namespace course
