// expect: nothing
// A release of several permits at once lets several consumers take what was written before it.

#include <array>
#include <atomic>
#include <cstddef>
#include <semaphore>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::counting_semaphore<4> filled(0);
  std::array<int, 3> items{};
  std::atomic<std::size_t> next = 0;
  std::atomic<int> sum = 0;
  std::vector<std::thread> consumers;
  for (int i = 0; i < 3; ++i) {
    consumers.emplace_back([&] {
      filled.acquire();
      sum += items.at(next.fetch_add(1));
    });
  }
  items = {1, 2, 3};
  filled.release(3);
  for (std::thread& consumer : consumers) {
    consumer.join();
  }
  must(sum == 6, "every item was taken once");
}
