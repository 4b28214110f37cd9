// Work that takes a thread as much CPU time as asked for, however fast its core is just
// now: what shares the core, or a host that takes it away, changes no proportion. It
// touches no memory.

#pragma once

#include <cstdint>
#include <ctime>
#include <thread>
#include <vector>

// The calling thread's CPU time, in milliseconds.
inline double cpu_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

// `amount` in milliseconds.
inline void burn(double amount) {
  const double end = cpu_time() + amount;
  std::uint64_t x = 88172645463325252U;
  while (cpu_time() < end) {
    for (int i = 0; i < 1'000; ++i) {
      x ^= x << 13U;
      x ^= x >> 7U;
      x ^= x << 17U;
    }
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
