// Wrong on purpose: the threads capture the loop variable by reference. The loop changes it while
// they read it, and it is gone when the loop is over.
// build: tsan
// exits: 66
#include <chrono>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

int main() {
  std::vector<std::jthread> threads;
  // begin loop
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {  // no copy
      std::cout << std::to_string(i) + "\n";
    });
  }
  // end loop
}
