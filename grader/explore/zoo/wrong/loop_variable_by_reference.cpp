// expect: race
// A thread takes the loop's variable by reference, and main counts it on meanwhile.
// It races in every order: nothing is between the thread's reading and main's next step.

#include <atomic>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> sum = 0;
  std::vector<std::thread> threads;
  int i = 0;
  while (i < 3) {
    threads.emplace_back([&] { sum += i; });
    ++i;
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(sum >= 0, "numbers were added up");
}
