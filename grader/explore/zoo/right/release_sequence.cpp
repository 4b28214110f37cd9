// expect: nothing
// A release store is followed by relaxed read-modify-writes of others: who acquires the value that
// these left still acquires the store, because they belong to its release sequence.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  int payload = 0;
  std::atomic<int> stage = 0;
  std::thread writer([&] {
    payload = 42;
    stage.store(1, std::memory_order_release);
  });
  std::thread passer([&] {
    int expected = 1;
    while (!stage.compare_exchange_weak(expected, 2, std::memory_order_relaxed)) {
      expected = 1;
      std::this_thread::yield();
    }
  });
  std::thread reader([&] {
    while (stage.load(std::memory_order_acquire) != 2) {
      std::this_thread::yield();
    }
    must(payload == 42, "the release sequence carries the payload");
  });
  writer.join();
  passer.join();
  reader.join();
}
