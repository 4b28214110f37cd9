// expect: nothing
// A detached thread owns its share of the state, tells main that it is done under the lock, and
// touches nothing that main owns.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

struct State {
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
  int result = 0;
};

int main() {
  const auto state = std::make_shared<State>();
  std::thread([state] {
    const std::lock_guard lock(state->mutex);
    state->result = 42;
    state->done = true;
    state->changed.notify_one();
  }).detach();
  std::unique_lock lock(state->mutex);
  state->changed.wait(lock, [&] { return state->done; });
  must(state->result == 42, "the detached thread has worked");
}
