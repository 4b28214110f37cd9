// expect: nothing
// Three threads initialise by call_once: one runs the function, and the others see what it did.

#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::once_flag once;
  int runs = 0;
  std::vector<int> table;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      std::call_once(once, [&] {
        ++runs;
        table.assign(5, 42);
      });
      must(table.size() == 5 && table.back() == 42, "the table is complete");
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(runs == 1, "the function ran once");
}
