// Four threads count to 2,000,000 together, in three ways that are all right.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

constexpr int kThreads = 4;
constexpr int kEach = 500'000;

void time(const char* name, const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back(work);
    }
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  std::printf("%-28s %8.2f ms\n", name, took.count());
}

int main() {
  std::mutex mutex;
  long count = 0;
  std::atomic<long> atomic_count = 0;
  std::atomic<long> sum = 0;

  const auto lock_per_step = [&] {
    for (int i = 0; i < kEach; ++i) {
      const std::scoped_lock lock(mutex);
      ++count;
    }
  };
  const auto atomic_per_step = [&] {
    for (int i = 0; i < kEach; ++i) atomic_count.fetch_add(1);
  };
  // begin own
  const auto own_count = [&] {
    long own = 0;
    for (int i = 0; i < kEach; ++i) ++own;
    sum.fetch_add(own);
  };
  // end own

  time("a lock at every step", lock_per_step);
  time("an atomic at every step", atomic_per_step);
  time("own count, added up once", own_count);
  return count == sum && count == atomic_count ? 0 : 1;
}
