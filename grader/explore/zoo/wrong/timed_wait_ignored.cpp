// expect: failed
// adversary: time
// A timed wait is taken for a wait: nobody asks why it ended.
// It fails if the 100 ms pass before the producer is scheduled.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable filled;
  std::deque<int> items;
  std::thread producer([&] {
    const std::lock_guard lock(mutex);
    items.push_back(7);
    filled.notify_one();
  });
  std::thread consumer([&] {
    std::unique_lock lock(mutex);
    filled.wait_for(lock, std::chrono::milliseconds(100), [&] { return !items.empty(); });
    must(!items.empty(), "after the wait there is an item");
    items.pop_front();
  });
  producer.join();
  consumer.join();
}
