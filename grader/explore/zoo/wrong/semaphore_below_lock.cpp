// expect: deadlock
// The consumer takes the lock and then waits for an item; the producer needs the lock to bring one.
// It hangs if the consumer is first.

#include <deque>
#include <mutex>
#include <semaphore>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::counting_semaphore<8> filled(0);
  std::deque<int> items;
  std::thread producer([&] {
    {
      const std::lock_guard lock(mutex);
      items.push_back(7);
    }
    filled.release();
  });
  std::thread consumer([&] {
    const std::lock_guard lock(mutex);
    filled.acquire();
    must(items.front() == 7, "the item is the one that was sent");
    items.pop_front();
  });
  producer.join();
  consumer.join();
}
