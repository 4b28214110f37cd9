// expect: failed Event.WaitSleepsUntilSet
// wait() spins on an atomic: no lock, no lost wakeup, and a whole core burnt
// for as long as it waits.

#include "event.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>

namespace course {

struct Event::State {
  std::atomic<bool> set = false;
  std::atomic<std::uint64_t> generation = 0;
};

Event::Event() : state_(std::make_unique<State>()) {}

Event::~Event() = default;

void Event::set() {
  state_->set = true;
  ++state_->generation;
}

void Event::clear() { state_->set = false; }

bool Event::is_set() const { return state_->set; }

void Event::wait() const {
  const std::uint64_t seen = state_->generation;
  while (!state_->set && state_->generation == seen) {
    std::this_thread::yield();
  }
}

bool Event::wait_for(std::chrono::milliseconds timeout) const {
  timeout = std::min<std::chrono::milliseconds>(timeout, std::chrono::hours(24 * 365));
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  const std::uint64_t seen = state_->generation;
  while (!state_->set && state_->generation == seen) {
    if (std::chrono::steady_clock::now() >= deadline) {
      return false;
    }
    std::this_thread::yield();
  }
  return true;
}

}  // namespace course
