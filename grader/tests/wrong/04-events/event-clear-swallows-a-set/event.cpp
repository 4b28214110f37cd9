// expect: failed Event.ClearTakesNoSetBackFromThoseWhoWaitedForIt
// schedules: failed
// wait() asks for the flag alone. When clear() follows set() at once, the thread
// that was woken finds the flag down again and sleeps on.

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
  state_->changed.wait(lock, [&] { return state_->set; });
}

bool Event::wait_for(std::chrono::milliseconds timeout) const {
  timeout = std::min<std::chrono::milliseconds>(timeout, std::chrono::hours(24 * 365));
  std::unique_lock lock(state_->mutex);
  return state_->changed.wait_for(lock, timeout, [&] { return state_->set; });
}

}  // namespace course
