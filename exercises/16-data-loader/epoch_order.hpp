// The order in which an epoch goes through a dataset. COURSE CODE, NOT YOURS TO WRITE.
//
// std::shuffle gives another order with every standard library, so it is no good
// for an experiment that somebody else has to repeat. This is the shuffle of
// Fisher and Yates (Knuth, The Art of Computer Programming, vol. 2, algorithm P),
// fed by SplitMix64 (Steele, Lea and Flood, 2014): the same on every machine.

#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace course {

// The numbers from 0 to size - 1, each once. The same three arguments always
// give the same order; another seed or another epoch gives another one.
// Thread-safe.
inline std::vector<std::size_t> epoch_order(std::size_t size, std::uint64_t seed,
                                            std::uint64_t epoch) {
  std::uint64_t state = seed;
  const auto random = [&state] {
    state += 0x9e3779b97f4a7c15U;
    std::uint64_t x = state;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
  };
  state = random() + epoch;  // so that epoch 1 of seed 0 is not epoch 0 of seed 1

  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = size; left > 1; --left) {
    std::swap(order[left - 1], order[random() % left]);
  }
  return order;
}

}  // namespace course
