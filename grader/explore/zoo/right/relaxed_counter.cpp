// expect: nothing
// A counter is raised by relaxed operations, and read exactly only after the joins that order them.

#include <atomic>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> hits = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int hit = 0; hit < 3; ++hit) {
        hits.fetch_add(1, std::memory_order_relaxed);
      }
    });
  }
  must(hits.load(std::memory_order_relaxed) <= 9, "no hit is counted twice");
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(hits.load(std::memory_order_relaxed) == 9, "every hit is counted");
}
