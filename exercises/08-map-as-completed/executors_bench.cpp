// map: many small computations, a hundred or so to a task. One takes about four
// microseconds, so whatever map() does for each of them counts.

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "executors_adapter.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

using Numbers = std::vector<std::uint64_t>;

constexpr std::size_t kChunk = 125;
constexpr int kQuestions = 1'400;

support::Secret oracle;

// Each answer is the next question: nobody can know the last without the others.
std::uint64_t ask(std::uint64_t number) {
  for (int i = 0; i < kQuestions; ++i) {
    number = oracle.of(number);
  }
  return number;
}

Numbers make_numbers(std::uint64_t seed, std::size_t size) {
  oracle.renew(seed);
  Numbers numbers(size);
  std::iota(numbers.begin(), numbers.end(), seed);
  return numbers;
}

// By way of the same NumberCall as map(), which the compiler cannot look into.
Numbers one_after_the_other(const Numbers& numbers) {
  const NumberCall f = ask;
  Numbers answers;
  answers.reserve(numbers.size());
  for (const std::uint64_t number : numbers) {
    answers.push_back(f(number));
  }
  return answers;
}

const bool registered =
    support::add_row("map", support::CpuRow<Numbers, Numbers>{
                                .size = 25'000,
                                .make = make_numbers,
                                .serial = one_after_the_other,
                                .yours =
                                    [](const Numbers& numbers, unsigned workers) {
                                      ThreadPool pool(workers);
                                      return map_numbers(pool, ask, numbers, kChunk);
                                    },
                            });

}  // namespace
}  // namespace course
