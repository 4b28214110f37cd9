// expect: failed Event.AWakeUpForNothingReleasesNobody
// Python's Event line by line: look once, sleep once, return. A condition
// variable may wake up for nothing, and then wait() returns without a set().

#include "event.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace course {

struct Event::State {
  std::mutex mutex;
  std::condition_variable changed;
  bool set = false;
};

Event::Event() : state_(std::make_unique<State>()) {}

Event::~Event() = default;

void Event::set() {
  std::lock_guard lock(state_->mutex);
  state_->set = true;
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
  if (!state_->set) {
    state_->changed.wait(lock);
  }
}

bool Event::wait_for(std::chrono::milliseconds timeout) const {
  timeout = std::min<std::chrono::milliseconds>(timeout, std::chrono::hours(24 * 365));
  std::unique_lock lock(state_->mutex);
  if (state_->set) {
    return true;
  }
  return state_->changed.wait_for(lock, timeout) == std::cv_status::no_timeout;
}

}  // namespace course
