// expect: nothing
// Three threads reach a function-local static at once: one initialises it, the others wait.

#include <atomic>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

std::atomic<int> initialisations = 0;

const std::vector<int>& table() {
  static const std::vector<int> values = [] {
    ++initialisations;
    return std::vector<int>(5, 42);
  }();
  return values;
}

int main() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([] { must(table().back() == 42, "the table is complete"); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(initialisations == 1, "the table was made once");
}
