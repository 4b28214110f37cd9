// Eight tasks on 1, 2, 4 and 8 threads: once they wait, once they compute.
// seconds: 90
#include <chrono>
#include <functional>
#include <iomanip>
#include <iostream>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;
using Results = std::vector<int>;
using Task = int (*)();

int waits() {
  std::this_thread::sleep_for(40ms);
  return 0;
}

int computes() {
  unsigned x = 1;
  for (int i = 0; i < 20'000'000; ++i) {
    x = x * 1664525 + 1013904223;
  }
  return static_cast<int>(x);
}

// begin eight
Results eight(Task task, unsigned n) {
  Results results(8);
  std::vector<std::jthread> threads;
  for (unsigned t = 0; t < n; ++t) {
    threads.emplace_back([=, &results] {
      for (unsigned i = t; i < 8; i += n) {
        results[i] = task();
      }
    });
  }
  threads.clear();  // joins
  return results;
}
// end eight

Seconds time(const std::function<void()>& run) {
  const auto start = std::chrono::steady_clock::now();
  run();
  return std::chrono::steady_clock::now() - start;
}

int main() {
  std::cout << "threads    waiting   computing\n" << std::fixed << std::setprecision(2);
  for (const unsigned threads : {1U, 2U, 4U, 8U}) {
    std::cout << std::setw(7) << threads << std::setw(9)
              << time([=] { eight(waits, threads); }).count() << " s" << std::setw(10)
              << time([=] { eight(computes, threads); }).count() << " s\n";
  }
}
