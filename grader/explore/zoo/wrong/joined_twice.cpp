// expect: failed
// Main joins a worker early if it has finished, and joins all of them at the end.
// It fails if the worker has finished before main looks: the second join() throws.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<bool> finished = false;
  int result = 0;
  std::thread worker([&] {
    result = 42;
    finished = true;
  });
  if (finished) {
    worker.join();
  }
  worker.join();
  must(result == 42, "the worker has finished");
}
