// 02 Races: count without losing anything, and without losing speed.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace course {

// A count that any number of threads may raise and read at the same time.
//
// No increment is ever lost. An increment that has returned is part of every
// value read later, by any thread. Values that one thread reads one after the
// other never get smaller. Counters know nothing of each other.
class Counter {
 public:
  Counter();  // starts at 0
  ~Counter();
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;

  void increment();
  long value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// How often each of the 256 values of a byte occurs: histogram[value].
using Histogram = std::array<std::uint64_t, 256>;

// Counts `bytes` on `workers` threads, or on fewer where there are not enough
// bytes to go round. The result is the same for every number of workers.
//
// No bytes give a histogram of zeros. Throws std::invalid_argument if `workers`
// is 0, bytes or no bytes. Reads nothing but `bytes`. Every thread that it
// starts has ended when it returns.
Histogram count_bytes(std::span<const std::byte> bytes, unsigned workers);

}  // namespace course
