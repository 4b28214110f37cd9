// expect: failed
// Main takes a result early if it is already there, and forgets that a future gives it only once.
// It fails if the worker is done before main looks: the second get() throws.

#include <chrono>
#include <future>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::promise<int> promise;
  std::future<int> result = promise.get_future();
  int shown = 0;
  std::thread worker([&] { promise.set_value(42); });
  if (result.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
    shown = result.get();
  }
  worker.join();
  shown = result.get();
  must(shown == 42, "the result is shown");
}
