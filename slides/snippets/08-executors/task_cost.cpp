// What it costs to have an empty task done: by a thread of
// its own, by a pool.

#include <chrono>
#include <functional>
#include <future>
#include <iomanip>
#include <iostream>
#include <thread>
#include <vector>

#include "support/thread_pool.hpp"

namespace {

constexpr int kTasks = 2'000;

void nothing() {}

void report(const char* name,
            const std::function<void()>& run) {
  const auto start = std::chrono::steady_clock::now();
  run();
  const std::chrono::duration<double, std::micro> took =
      std::chrono::steady_clock::now() - start;
  std::cout << std::left << std::setw(18) << name
            << std::right << std::setw(6) << std::fixed
            << std::setprecision(1) << took.count() / kTasks
            << " us a task\n";
}

}  // namespace

int main() {
  report("a thread for each", [] {
    for (int i = 0; i < kTasks; ++i)
      std::jthread(nothing).join();
  });
  report("a pool of two", [] {
    course::ThreadPool pool(2);
    std::vector<std::future<void>> done;
    for (int i = 0; i < kTasks; ++i)
      done.push_back(pool.submit(nothing));
    for (auto& task : done) task.get();
  });
}
