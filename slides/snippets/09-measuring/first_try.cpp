// A first measurement: one run of each program, one clock, one quotient.
// seconds: 60

#include <chrono>
#include <cstdint>
#include <iostream>
#include <thread>

using Number = std::uint64_t;

// begin work
// Nobody knows a formula for this sum.
Number mix(Number begin, Number end) {
  Number sum = 0;
  for (Number i = begin; i < end; ++i) {
    Number x = i * 0x9E3779B97F4A7C15;
    x ^= x >> 29;
    sum += x * x;
  }
  return sum;
}
// end work

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

int main() {
  constexpr Number n = 80'000'000;
  std::cout << std::fixed;
  std::cout.precision(2);

  // begin measure
  const auto start = Clock::now();
  const Number alone = mix(0, n);

  const auto middle = Clock::now();
  Number low = 0;
  std::thread half([&] {
    low = mix(0, n / 2);
  });
  const Number high = mix(n / 2, n);
  half.join();

  const auto end = Clock::now();
  // end measure

  const Milliseconds serial = middle - start;
  const Milliseconds shared = end - middle;
  std::cout << "serial       " << serial.count() << " ms\n"
            << "two threads  " << shared.count() << " ms\n"
            << "speed-up     " << serial / shared << '\n'
            << "same result  " << (alone == low + high ? "yes" : "no") << '\n';
}
