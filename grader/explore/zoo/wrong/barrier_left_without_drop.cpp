// expect: deadlock
// Searchers meet at a barrier after each step; one that hears of a find leaves without dropping out.
// It hangs if one leaves after the find and another, which has not heard of it, waits for it.

#include <atomic>
#include <barrier>
#include <thread>
#include <vector>

#include "../zoo.hpp"

int main() {
  std::barrier step(3);
  std::atomic<bool> found = false;
  std::atomic<int> steps = 0;
  std::vector<std::thread> searchers;
  for (int i = 0; i < 3; ++i) {
    searchers.emplace_back([&, i] {
      for (int at = 0; at < 2; ++at) {
        if (found) {
          return;
        }
        step.arrive_and_wait();
        ++steps;
        if (i == 0 && at == 1) {
          found = true;
        }
      }
      if (!found) {
        step.arrive_and_wait();
      }
    });
  }
  for (std::thread& searcher : searchers) {
    searcher.join();
  }
  must(steps == 6, "everybody searched both steps");
}
