// The work of the benchmarks, in a file of its own: no compiler sees it together
// with a loop that calls it, neither the baseline's nor a student's.

#include "work_secret.hpp"
#include "worth_it.hpp"

namespace course {
namespace {

std::uint64_t turned_bits = 0;

}  // namespace

void set_work_secret(std::uint64_t seed) { turned_bits = seed * 0x9e3779b97f4a7c15U; }

// Each step needs the result of the one before, so `effort` steps take `effort`
// times as long as one. So does the question whether another step follows (no number
// but 0 becomes 0): a core that counted ahead would begin with the next item meanwhile,
// and how far it gets depends on the loop that calls.
std::uint64_t work(const Item& item) {
  std::uint64_t x = item.value ^ turned_bits;
  for (std::uint32_t step = 0; step < item.effort; step += x == 0 ? 2 : 1) {
    x = (x ^ (x >> 32U)) * 0xbf58476d1ce4e5b9U;
  }
  return x;
}

}  // namespace course
