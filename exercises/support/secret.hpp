// Answers of a benchmark's own world that nobody can work out without asking:
// what a page holds, what a computation gives. Without them a submission could
// return the right result and never do the work that is timed.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace course::support {

// A secret is renewed for every input. Not to be renewed while others ask;
// asking is thread-safe.
class Secret {
 public:
  void renew(std::uint64_t seed) { seed_ = mix(seed); }

  std::uint64_t of(std::uint64_t question) const { return mix(question + seed_); }
  std::uint64_t of(const std::string& question) const {
    return of(std::hash<std::string>{}(question));
  }

 private:
  // SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
  // generators", 2014.
  static std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
  }

  std::uint64_t seed_ = 0;
};

}  // namespace course::support
