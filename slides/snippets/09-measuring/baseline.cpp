// A parallel program against itself on one thread, and against a plain loop.
// seconds: 60

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <numeric>
#include <thread>
#include <vector>

using Sum = std::uint64_t;
using Items = std::vector<std::uint32_t>;

// begin candidate
// The candidate: a general loop that calls a function for each item.
using PerItem = std::function<Sum(std::uint32_t)>;

Sum sum_of(const Items& items, const PerItem& f, unsigned workers) {
  std::vector<Sum> parts(workers);
  {
    std::vector<std::jthread> threads;
    for (unsigned w = 0; w < workers; ++w) {
      threads.emplace_back([&, w] {
        Sum sum = 0;
        const auto end = items.size() * (w + 1) / workers;
        for (auto i = items.size() * w / workers; i < end; ++i) {
          sum += f(items[i]);
        }
        parts[w] = sum;
      });
    }
  }  // joined
  return std::accumulate(parts.begin(), parts.end(), Sum{0});
}
// end candidate

// begin plain
Sum plain(const Items& items) {
  Sum sum = 0;
  for (const Sum x : items) {
    sum += x * x;
  }
  return sum;
}
// end plain

template <class F>
double timed_ms(const F& f) {
  const auto start = std::chrono::steady_clock::now();
  f();
  const auto time = std::chrono::steady_clock::now() - start;
  return std::chrono::duration<double, std::milli>(time).count();
}

int main() {
  Items items(4'000'000);
  std::iota(items.begin(), items.end(), 1);
  const PerItem square = [](Sum x) { return x * x; };

  Sum check = 0;
  double one = 1e9;  // each the best of its rounds
  double two = 1e9;
  double loop = 1e9;
  for (int round = 0; round < 21; ++round) {  // in turns
    one = std::min(one, timed_ms([&] { check += sum_of(items, square, 1); }));
    two = std::min(two, timed_ms([&] { check += sum_of(items, square, 2); }));
    loop = std::min(loop, timed_ms([&] { check += plain(items); }));
  }

  std::cout << std::fixed;
  std::cout.precision(1);
  std::cout << "candidate, 1 thread    " << one << " ms\n"
            << "candidate, 2 threads   " << two << " ms\n"
            << "plain loop             " << loop << " ms\n\n";
  std::cout.precision(2);
  std::cout << "against itself         " << one / two << "\n"
            << "against the plain loop " << loop / two << '\n';
  return check == 63 * plain(items) ? 0 : 1;
}
