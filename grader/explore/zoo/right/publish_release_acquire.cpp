// expect: nothing
// A plain payload is published by a release store, and read after an acquire load that saw it.

#include <atomic>
#include <string>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::string payload;
  std::atomic<bool> ready = false;
  std::thread writer([&] {
    payload = "a letter that is too long for the small string";
    ready.store(true, std::memory_order_release);
  });
  std::thread glancer([&] {
    if (ready.load(std::memory_order_acquire)) {
      must(payload.size() == 46, "what is published is whole");
    }
  });
  std::thread waiter([&] {
    while (!ready.load(std::memory_order_acquire)) {
      std::this_thread::yield();
    }
    must(payload.size() == 46, "what is published is whole");
  });
  writer.join();
  glancer.join();
  waiter.join();
}
