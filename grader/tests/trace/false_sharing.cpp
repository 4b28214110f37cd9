// Two threads count in variables of their own, which lie in one cache line.
// expect: work 200 span 100

#include <atomic>

#include "burn.hpp"

int main() {
  alignas(64) std::atomic<long> counts[2]{};
  in_threads(2, [&](int i) {
    for (int n = 0; n < 20'000'000; ++n) {
      counts[i].fetch_add(1, std::memory_order_relaxed);
    }
  });
}
