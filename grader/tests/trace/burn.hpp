// Work that takes the same time wherever it runs: it touches no memory.

#pragma once

#include <cstdint>
#include <thread>
#include <vector>

// Amounts are about milliseconds.
inline void burn(double amount) {
  std::uint64_t x = 88172645463325252U;
  const auto rounds = static_cast<std::uint64_t>(amount * 500'000);
  for (std::uint64_t i = 0; i < rounds; ++i) {
    x ^= x << 13U;
    x ^= x >> 7U;
    x ^= x << 17U;
  }
  volatile std::uint64_t kept = x;
  static_cast<void>(kept);
}

// body(0), body(1), ..., each in a thread of its own.
template <class Body>
void in_threads(int count, const Body& body) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&body, i] { body(i); });
  }
}
