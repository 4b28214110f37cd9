// expect: race
// A payload is published by a relaxed flag, which orders nothing before it.
// It races whenever the reader sees the flag.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  int payload = 0;
  std::atomic<bool> ready = false;
  std::thread writer([&] {
    payload = 42;
    ready.store(true, std::memory_order_relaxed);
  });
  std::thread reader([&] {
    while (!ready.load(std::memory_order_relaxed)) {
      std::this_thread::yield();
    }
    must(payload == 42, "what was published is there");
  });
  writer.join();
  reader.join();
}
