// What two threads may gain depends on what they wait for: arithmetic or memory.
// seconds: 60

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

using Size = std::size_t;
using In = const double*;
using Out = double*;

// begin kernels
// 2 operations for 24 bytes of memory.
void triad(Out a, In b, In c, Size n) {
  for (Size i = 0; i < n; ++i)
    a[i] = b[i] + 0.5 * c[i];
}
// 80 operations for 16 bytes.
void iterate(Out a, In b, Size n) {
  for (Size i = 0; i < n; ++i) {
    double x = b[i];
    for (int k = 40; k > 0; --k)
      x = 0.5 * x + 1;
    a[i] = x;
  }
}
// end kernels

using Work = std::function<void(std::size_t begin, std::size_t n)>;

double best_ms(std::size_t n, unsigned workers, const Work& work) {
  double best = 1e9;
  for (int round = 0; round < 7; ++round) {
    const auto start = std::chrono::steady_clock::now();
    {
      std::vector<std::jthread> threads;
      for (unsigned w = 0; w < workers; ++w) {
        threads.emplace_back(work, n * w / workers, n * (w + 1) / workers - n * w / workers);
      }
    }  // joined
    const auto time = std::chrono::steady_clock::now() - start;
    best = std::min(best, std::chrono::duration<double, std::milli>(time).count());
  }
  return best;
}

int main() {
  constexpr std::size_t kNumbers = 4'000'000;
  std::vector<double> a(kNumbers, 1);
  std::vector<double> b(kNumbers, 2);
  std::vector<double> c(kNumbers, 3);
  const unsigned cores = std::max(2U, std::thread::hardware_concurrency());

  const Work streams = [&](std::size_t i, std::size_t n) { triad(&a[i], &b[i], &c[i], n); };
  const Work computes = [&](std::size_t i, std::size_t n) { iterate(&a[i], &b[i], n / 8); };
  std::cout << std::fixed;
  std::cout.precision(2);
  std::cout << cores << " threads\n";
  std::cout << "triad    " << best_ms(kNumbers, 1, streams) / best_ms(kNumbers, cores, streams)
            << "x\n";
  std::cout << "iterate  " << best_ms(kNumbers, 1, computes) / best_ms(kNumbers, cores, computes)
            << "x\n";
}
