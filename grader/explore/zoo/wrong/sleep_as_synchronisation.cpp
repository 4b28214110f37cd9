// expect: failed
// adversary: time
// Main sleeps for as long as a worker takes, and then reads what it made.
// It fails if the worker is not scheduled before the sleep ends.

#include <atomic>
#include <chrono>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> result = 0;
  std::thread worker([&] { result = 42; });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const int seen = result;
  worker.join();
  must(seen == 42, "the worker has finished after 50 ms");
}
