// expect: deadlock
// Searchers meet at a barrier after each step; one that hears of a find leaves without dropping
// out. It hangs if one hears of the find before it has come to the barrier at which the others
// wait.

#include <atomic>
#include <barrier>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::barrier meeting(3);
  std::atomic<bool> found = false;
  std::vector<std::thread> searchers;
  for (int i = 0; i < 3; ++i) {
    searchers.emplace_back([&, i] {
      for (int step = 0; step < 2; ++step) {
        if (found) {
          return;
        }
        if (i == 2) {
          found = true;
        }
        meeting.arrive_and_wait();
      }
    });
  }
  for (std::thread& searcher : searchers) {
    searcher.join();
  }
  must(found, "the search has found something");
}
