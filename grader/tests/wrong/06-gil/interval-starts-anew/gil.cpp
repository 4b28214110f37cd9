// expect: failed Orders.WhoTakesTheLockBackIsAskedAllTheSame
// passes: tests races
// Every wake-up starts the interval anew: who lets go and takes the lock back
// sooner than that is never asked for it.

#include "gil.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace course {

struct Gil::State {
  explicit State(std::chrono::milliseconds interval) : switch_interval(interval) {}

  const std::chrono::milliseconds switch_interval;
  // Guards what follows. It is held for moments only; the lock itself is `held`.
  std::mutex mutex;
  std::condition_variable let_go;
  std::condition_variable taken_over;
  bool held = false;
  std::thread::id last_holder;  // of now, or the last one
  std::uint64_t switches = 0;   // how often it went from one thread to another
  // Written under the mutex. Read without it, before every instruction.
  std::atomic<bool> drop_requested = false;

  bool held_by_caller() const { return held && last_holder == std::this_thread::get_id(); }
};

Gil::Gil(std::chrono::milliseconds switch_interval) {
  if (switch_interval <= std::chrono::milliseconds(0)) {
    throw std::invalid_argument("a switch interval of nothing");
  }
  state_ = std::make_unique<State>(switch_interval);
}

Gil::~Gil() = default;

void Gil::acquire() {
  State& state = *state_;
  std::unique_lock lock(state.mutex);
  if (state.held_by_caller()) {
    throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur),
                            "Gil::acquire");
  }
  while (state.held) {
    const std::uint64_t before = state.switches;
    const bool late = state.let_go.wait_for(lock, state.switch_interval) == std::cv_status::timeout;
    // Only who keeps the lock is asked for it, not who has just got it.
    if (late && state.held && state.switches == before) {
      state.drop_requested = true;
    }
  }
  state.held = true;
  if (state.last_holder != std::this_thread::get_id()) {
    state.last_holder = std::this_thread::get_id();
    ++state.switches;
    state.drop_requested = false;
    state.taken_over.notify_all();
  }
}

void Gil::release() {
  State& state = *state_;
  std::unique_lock lock(state.mutex);
  if (!state.held_by_caller()) {
    throw std::system_error(std::make_error_code(std::errc::operation_not_permitted),
                            "Gil::release");
  }
  state.held = false;
  state.let_go.notify_one();
  if (state.drop_requested) {
    // The thread that was woken is not there yet. Whoever went on now would take
    // the lock back before it comes.
    state.taken_over.wait(lock, [&, before = state.switches] { return state.switches != before; });
  }
}

bool Gil::drop_requested() const { return state_->drop_requested; }

}  // namespace course
