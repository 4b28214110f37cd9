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

constexpr std::uint64_t kRead = 5'000'000;   // stands for reading: one thread
constexpr std::uint64_t kWork = 20'000'000;  // can be shared out

std::uint64_t shared_out() {
  std::uint64_t low = 0;
  std::jthread other([&] { low = mix(0, kWork / 2); });
  const std::uint64_t high = mix(kWork / 2, kWork);
  other.join();
  return low + high;
}

struct Best {
  double ms = 1e9;

  // Keeps the time of `f` if it was the quickest so far.
  template <class F>
  void time(const F& f) {
    const auto start = std::chrono::steady_clock::now();
    f();
    const auto time = std::chrono::steady_clock::now() - start;
    ms = std::min(ms, std::chrono::duration<double, std::milli>(time).count());
  }
};

int main() {
  std::uint64_t check = 0;  // so that no compiler leaves anything out
  const auto use = [&](std::uint64_t result) { check += result; };

  // begin parts
  Best read, work, both;
  for (int round = 0; round < 15; ++round) {
    read.time([&] { use(mix(0, kRead)); });
    work.time([&] { use(mix(0, kWork)); });
    both.time([&] {
      use(mix(0, kRead));
      use(shared_out());
    });
  }
  const double predicted =
      read.ms + work.ms / 2;
  // end parts

  std::cout << std::fixed;
  std::cout.precision(1);
  std::cout << "serial     " << read.ms << " + " << work.ms << " ms\n"
            << "predicted  " << read.ms << " + " << work.ms / 2 << " = " << predicted << " ms\n"
            << "measured   " << both.ms << " ms\n";
  std::cout.precision(2);
  std::cout << "speed-up   " << (read.ms + work.ms) / both.ms << " of "
            << (read.ms + work.ms) / predicted << " predicted\n";
  return check == 0;
}
