// The second way is WRONG: it loads and stores, each atomically, and loses
// updates in between. It is no data race, so ThreadSanitizer is silent.
// seconds: 60

#include <atomic>
#include <chrono>
#include <iostream>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

constexpr long kEach = 1'000'000;

template <class Body>
void two_threads(const char* what, const std::atomic<long>& total, const Body& body) {
  std::latch both_there(2);
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i) {
      threads.emplace_back([&] {
        both_there.arrive_and_wait();
        body();
      });
    }
  }  // joined
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
  std::cout << what << time.count() << " ms  " << total << '\n';
}

int main() {
  std::cout << std::fixed;
  std::cout.precision(2);

  std::atomic<long> total = 0;
  std::mutex mutex;
  two_threads("A  lock for each item    ", total, [&] {
    for (long i = 0; i < kEach; ++i) {
      // begin a
      const std::scoped_lock lock(mutex);
      total = total + 1;
      // end a
    }
  });

  total = 0;
  two_threads("B  atomic, but in steps  ", total, [&] {
    for (long i = 0; i < kEach; ++i) {
      // begin b
      const long before = total.load();
      total.store(before + 1);
      // end b
    }
  });

  total = 0;
  two_threads("C  own sum, added once   ", total, [&] {
    // begin c
    long mine = 0;
    for (long i = 0; i < kEach; ++i) mine += 1;
    total += mine;
    // end c
  });
}
