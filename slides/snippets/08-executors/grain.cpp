// 40,000 calls of about a microsecond, handed out in chunks
// of more and more items.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>
#include <iomanip>
#include <iostream>
#include <thread>
#include <vector>

#include "support/thread_pool.hpp"

namespace {

constexpr std::size_t kItems = 40'000;

double work(double x) {
  for (int i = 0; i < 60; ++i) x = std::sqrt(x + i);
  return x;
}

double milliseconds_since(
    std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(
             std::chrono::steady_clock::now() - start)
      .count();
}

}  // namespace

int main() {
  std::vector<double> items(kItems, 2.0);
  std::cout << "chunk      tasks      time\n"
            << std::fixed << std::setprecision(1);
  const auto start = std::chrono::steady_clock::now();
  for (double& x : items) x = work(x);
  std::cout << "plain loop     -" << std::setw(8)
            << milliseconds_since(start) << " ms\n";

  course::ThreadPool pool(
      std::max(1U, std::thread::hardware_concurrency()));
  for (const std::size_t chunk :
       {1UL, 10UL, 100UL, 1'000UL, kItems}) {
    const auto from = std::chrono::steady_clock::now();
    // begin chunks
    std::vector<std::future<void>> tasks;
    for (std::size_t i = 0; i < kItems; i += chunk) {
      const std::size_t end = std::min(i + chunk, kItems);
      tasks.push_back(pool.submit([&items, i, end] {
        for (std::size_t n = i; n < end; ++n) {
          items[n] = work(items[n]);
        }
      }));
    }
    for (auto& task : tasks) task.get();
    // end chunks
    std::cout << std::left << std::setw(8) << chunk
              << std::right << std::setw(8) << tasks.size()
              << std::setw(8) << milliseconds_since(from)
              << " ms\n";
  }
}
