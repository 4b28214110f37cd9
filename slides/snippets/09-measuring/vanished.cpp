// WRONG on purpose: two of the three loops are not there when the clock runs.
// The compiler leaves out what nobody asks for, and replaces what it knows a
// formula for.

#include <chrono>
#include <cstdint>
#include <iostream>

using Number = std::uint64_t;

constexpr Number n = 100'000'000;

template <class F>
void report(const char* what, const F& f) {
  const auto start = std::chrono::steady_clock::now();
  f();
  const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
  std::cout << what << "  " << time.count() << " us\n";
}

int main() {
  std::cout << std::fixed;
  std::cout.precision(1);
  Number wanted = 0;

  // begin unused
  report("result not used ", [] {
    [[maybe_unused]] Number sum = 0;
    for (Number i = 0; i < n; ++i)
      sum += (i ^ (i >> 7)) * i;
  });
  // end unused
  // begin formula
  report("squares, used   ", [&] {
    Number sum = 0;
    for (Number i = 0; i < n; ++i)
      sum += i * i;
    wanted += sum;
  });
  // end formula
  // begin honest
  report("mixed, used     ", [&] {
    Number sum = 0;
    for (Number i = 0; i < n; ++i)
      sum += (i ^ (i >> 7)) * i;
    wanted += sum;
  });
  // end honest
  return wanted == 0;
}
