// expect: nothing
// A future is waited for in short steps; a step without a result is followed by another.

#include <chrono>
#include <future>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::promise<int> promise;
  std::future<int> result = promise.get_future();
  std::thread worker([&] { promise.set_value(42); });
  int steps = 0;
  while (result.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
    ++steps;
  }
  must(steps >= 0 && result.get() == 42, "the result comes");
  worker.join();
}
