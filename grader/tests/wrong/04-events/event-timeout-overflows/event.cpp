// expect: failed Event.WaitForSleepsUntilSetHoweverLongItsTimeout
// now + milliseconds::max() overflows: the deadline lies in the past, and the
// longest timeout of all is over at once.

#include "event.hpp"

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
  std::lock_guard lock(state_->mutex);
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
  std::unique_lock lock(state_->mutex);
  const auto seen = state_->generation;
  return state_->changed.wait_for(lock, timeout,
                                  [&] { return state_->set || state_->generation != seen; });
}

}  // namespace course
