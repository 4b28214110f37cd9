// A sum of 1,000 numbers, by a plain loop and by two threads: the best of many runs.
// seconds: 60

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <numeric>
#include <span>
#include <thread>
#include <vector>

using Sum = std::uint64_t;
using Numbers = std::span<const std::uint32_t>;

// begin both
Sum plain(Numbers numbers) {
  Sum sum = 0;
  for (const Sum number : numbers) sum += number;
  return sum;
}

Sum threaded(Numbers numbers) {
  const auto half = numbers.size() / 2;
  Sum low = 0;
  std::jthread other([&] { low = plain(numbers.first(half)); });
  const Sum high = plain(numbers.subspan(half));
  other.join();
  return low + high;
}
// end both

template <class F>
double best_us(const F& f, Numbers numbers) {
  double best = 1e9;
  for (int round = 0; round < 200; ++round) {
    const auto start = std::chrono::steady_clock::now();
    const Sum result = f(numbers);
    const auto time = std::chrono::steady_clock::now() - start;
    if (result != 500'500) {
      std::cout << "wrong\n";
    }
    best = std::min(best, std::chrono::duration<double, std::micro>(time).count());
  }
  return best;
}

int main() {
  std::vector<std::uint32_t> numbers(1000);
  std::iota(numbers.begin(), numbers.end(), 1);
  std::cout << std::fixed;
  std::cout.precision(1);
  std::cout << "plain loop   " << best_us(plain, numbers) << " us\n"
            << "two threads  " << best_us(threaded, numbers) << " us\n";
}
