// The numbers that schedules are made of: the same seed, the same numbers, on
// every machine.

#pragma once

#include <cstdint>

namespace explore {

// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
// generators", 2014.
class Random {
 public:
  explicit Random(std::uint64_t seed = 0) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t x = state_ += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
  }

  // 0 to `bound` - 1; `bound` is not 0. The bias is below bound / 2^64.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

 private:
  std::uint64_t state_;
};

}  // namespace explore
