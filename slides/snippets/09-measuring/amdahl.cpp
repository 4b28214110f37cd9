// A program with a part that one thread has to do alone: what Amdahl predicts
// from a serial run, and what two threads then make of it.
// seconds: 60

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <thread>

std::uint64_t mix(std::uint64_t begin, std::uint64_t end) {
  std::uint64_t sum = 0;
  for (std::uint64_t i = begin; i < end; ++i) {
    std::uint64_t x = i * 0x9E3779B97F4A7C15;
    x ^= x >> 29;
    sum += x * x;
  }
  return sum;
}

constexpr std::uint64_t kRead = 10'000'000;  // stands for reading: one thread
constexpr std::uint64_t kWork = 40'000'000;  // can be shared out

std::uint64_t shared_out() {
  std::uint64_t low = 0;
  std::jthread other([&] { low = mix(0, kWork / 2); });
  const std::uint64_t high = mix(kWork / 2, kWork);
  other.join();
  return low + high;
}

template <class F>
double best_ms(const F& f) {
  double best = 1e9;
  for (int round = 0; round < 7; ++round) {
    const auto start = std::chrono::steady_clock::now();
    f();
    const auto time = std::chrono::steady_clock::now() - start;
    best = std::min(best, std::chrono::duration<double, std::milli>(time).count());
  }
  return best;
}

int main() {
  std::uint64_t check = 0;  // so that no compiler leaves anything out
  const auto use = [&](std::uint64_t result) { check += result; };
  // begin parts
  const double read =
      best_ms([&] { use(mix(0, kRead)); });
  const double compute =
      best_ms([&] { use(mix(0, kWork)); });

  const double predicted = read + compute / 2;

  const double measured = best_ms([&] {
    use(mix(0, kRead));
    use(shared_out());
  });
  // end parts

  std::cout << std::fixed;
  std::cout.precision(1);
  std::cout << "serial     " << read << " + " << compute << " ms\n"
            << "predicted  " << read << " + " << compute / 2 << " = " << predicted << " ms\n"
            << "measured   " << measured << " ms\n";
  std::cout.precision(2);
  std::cout << "speed-up   " << (read + compute) / measured << " of "
            << (read + compute) / predicted << " predicted\n";
  return check == 0;
}
