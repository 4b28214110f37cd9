// expect: nothing
// Threads are moved, swapped, returned and kept in a vector; whoever owns one joins it.

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "explore/zoo/zoo.hpp"

std::thread start(std::atomic<int>& sum, int amount) {
  return std::thread([&sum, amount] { sum += amount; });
}

int main() {
  std::atomic<int> sum = 0;
  std::thread first = start(sum, 1);
  std::thread second = start(sum, 2);
  first.swap(second);
  std::vector<std::thread> threads;
  threads.push_back(std::move(first));
  threads.push_back(std::move(second));
  threads.push_back(start(sum, 4));
  must(threads[0].get_id() != threads[1].get_id(), "each thread is one of its own");
  for (std::thread& thread : threads) {
    must(thread.joinable(), "a moved thread is still to be joined");
    thread.join();
    must(!thread.joinable(), "a joined thread is not");
  }
  must(sum == 7, "every thread has added");
}
