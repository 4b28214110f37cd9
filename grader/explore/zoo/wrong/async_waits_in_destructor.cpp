// expect: deadlock
// The future of an async task is left without get(), and its destructor waits for the task.
// It hangs if main sees the cancellation and leaves before it has sent the input the task waits
// for.

#include <atomic>
#include <future>
#include <thread>

#include "explore/zoo/zoo.hpp"

bool compute(const std::atomic<bool>& cancelled) {
  std::promise<int> input;
  std::future<int> source = input.get_future();
  std::future<int> doubled = std::async(std::launch::async, [&source] { return 2 * source.get(); });
  if (cancelled) {
    return false;
  }
  input.set_value(21);
  must(doubled.get() == 42, "the task doubles its input");
  return true;
}

int main() {
  std::atomic<bool> cancelled = false;
  std::thread canceller([&] { cancelled = true; });
  const bool computed = compute(cancelled);
  canceller.join();
  must(computed || cancelled, "only a cancelled computation has no result");
}
