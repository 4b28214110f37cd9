// expect: failed Event.NoSetIsLostBetweenLookAndSleep
// schedules: deadlocked
// The flag is atomic, so there is no data race, and the lock in set() looks
// needless. It is not: without it the notification can come between look and sleep.

#include "event.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace course {

struct Event::State {
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<bool> set = false;
  std::atomic<std::uint64_t> generation = 0;
};

Event::Event() : state_(std::make_unique<State>()) {}

Event::~Event() = default;

void Event::set() {
  state_->set = true;
  ++state_->generation;
  state_->changed.notify_all();
}

void Event::clear() { state_->set = false; }

bool Event::is_set() const { return state_->set; }

void Event::wait() const {
  std::unique_lock lock(state_->mutex);
  const std::uint64_t seen = state_->generation;
  state_->changed.wait(lock, [&] { return state_->set || state_->generation != seen; });
}

bool Event::wait_for(std::chrono::milliseconds timeout) const {
  timeout = std::min<std::chrono::milliseconds>(timeout, std::chrono::hours(24 * 365));
  std::unique_lock lock(state_->mutex);
  const std::uint64_t seen = state_->generation;
  return state_->changed.wait_for(lock, timeout,
                                  [&] { return state_->set || state_->generation != seen; });
}

}  // namespace course
