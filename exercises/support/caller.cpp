#include "support/caller.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <exception>
#include <fstream>
#include <string>
#include <utility>

namespace course::support {

struct Caller::State {
  std::mutex mutex;
  std::condition_variable changed;
  pid_t thread = 0;  // 0: not started yet
  bool returned = false;
  std::exception_ptr error;
};

namespace {

struct KernelState {
  bool asleep = false;
  std::string switches;  // voluntary and involuntary, as the kernel prints them
};

KernelState look_at(pid_t thread) {
  std::ifstream status("/proc/self/task/" + std::to_string(thread) + "/status");
  KernelState state;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("State:")) {
      state.asleep = line.find("S (sleeping)") != std::string::npos;
    } else if (line.find("ctxt_switches") != std::string::npos) {
      state.switches += line;
    }
  }
  return state;
}

constexpr int kQuietTicks = 10;

}  // namespace

Caller::Caller(std::function<void()> call, Patience patience)
    : state_(std::make_shared<State>()), patience_(patience) {
  thread_ = std::jthread([state = state_, call = std::move(call)] {
    {
      const std::lock_guard lock(state->mutex);
      state->thread = static_cast<pid_t>(syscall(SYS_gettid));
    }
    std::exception_ptr error;
    try {
      call();
    } catch (...) {
      error = std::current_exception();
    }
    const std::lock_guard lock(state->mutex);
    state->error = error;
    state->returned = true;
    state->changed.notify_all();
  });
}

Caller::~Caller() = default;

bool Caller::blocks() {
  std::unique_lock lock(state_->mutex);
  KernelState last;
  int quiet = 0;
  for (int tick = 0; tick < patience_.ticks; ++tick) {
    if (state_->changed.wait_for(lock, patience_.tick, [&] { return state_->returned; })) {
      return false;
    }
    const KernelState now = state_->thread == 0 ? KernelState{} : look_at(state_->thread);
    quiet = now.asleep && now.switches == last.switches ? quiet + 1 : 0;
    if (quiet == kQuietTicks) {
      return true;
    }
    last = now;
  }
  return false;
}

bool Caller::returns() {
  std::unique_lock lock(state_->mutex);
  return wait_patiently(state_->changed, lock, patience_, [&] { return state_->returned; });
}

void Caller::finish() {
  if (thread_.joinable()) {
    thread_.join();
  }
  const std::lock_guard lock(state_->mutex);
  if (state_->error) {
    std::rethrow_exception(std::exchange(state_->error, nullptr));
  }
}

}  // namespace course::support
