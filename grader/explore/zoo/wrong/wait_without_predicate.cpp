// expect: failed
// adversary: wakeups
// A consumer asks before it waits whether there is an item, and not afterwards.
// It fails if the wait ends without a notification, which it may.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable filled;
  bool item = false;
  std::thread producer([&] {
    const std::lock_guard lock(mutex);
    item = true;
    filled.notify_one();
  });
  std::thread consumer([&] {
    std::unique_lock lock(mutex);
    if (!item) {
      filled.wait(lock);
    }
    must(item, "after the wait there is an item");
  });
  producer.join();
  consumer.join();
}
