// The same 24 tasks with more and more workers: tasks that
// wait for 10 ms, and tasks that compute for a few.

#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <iomanip>
#include <iostream>
#include <thread>
#include <vector>

#include "support/thread_pool.hpp"

namespace {

constexpr int kTasks = 24;

void wait() {
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

void compute() {
  for (volatile std::uint32_t i = 0; i < 1'000'000;
       i = i + 1) {
  }
}

long milliseconds(unsigned workers, void (*task)()) {
  const auto start = std::chrono::steady_clock::now();
  {
    course::ThreadPool pool(workers);
    for (int i = 0; i < kTasks; ++i) pool.submit(task);
  }
  using std::chrono::milliseconds;
  return std::chrono::duration_cast<milliseconds>(
             std::chrono::steady_clock::now() - start)
      .count();
}

}  // namespace

int main() {
  std::cout << std::thread::hardware_concurrency()
            << " cores\n\nworkers  waiting  computing\n";
  for (const unsigned workers : {1U, 2U, 4U, 8U, 24U}) {
    std::cout << std::setw(7) << workers << std::setw(6)
              << milliseconds(workers, wait) << " ms"
              << std::setw(8)
              << milliseconds(workers, compute) << " ms\n";
  }
}
