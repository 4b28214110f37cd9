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

// Shares n numbers out among the workers.
double timed_ms(Size n, unsigned workers, const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (unsigned w = 0; w < workers; ++w) {
      const Size begin = n * w / workers;
      threads.emplace_back(work, begin, n * (w + 1) / workers - begin);
    }
  }  // joined
  const auto time = std::chrono::steady_clock::now() - start;
  return std::chrono::duration<double, std::milli>(time).count();
}

// The best of its rounds on one thread over the best on `workers` threads.
double speedup(Size n, unsigned workers, const Work& work) {
  double one = 1e9;
  double all = 1e9;
  for (int round = 0; round < 11; ++round) {  // in turns
    one = std::min(one, timed_ms(n, 1, work));
    all = std::min(all, timed_ms(n, workers, work));
  }
  return one / all;
}

int main() {
  constexpr Size kNumbers = 4'000'000;
  std::vector<double> a(kNumbers, 1);
  std::vector<double> b(kNumbers, 2);
  std::vector<double> c(kNumbers, 3);
  const unsigned cores = std::max(2U, std::thread::hardware_concurrency());

  const Work streams = [&](Size i, Size n) { triad(&a[i], &b[i], &c[i], n); };
  const Work computes = [&](Size i, Size n) { iterate(&a[i], &b[i], n); };
  std::cout << std::fixed;
  std::cout.precision(2);
  std::cout << "on " << cores << " threads\n"
            << "triad    " << speedup(kNumbers, cores, streams) << "x\n"
            << "iterate  " << speedup(kNumbers / 8, cores, computes) << "x\n";
}
