// expect: raced MonteCarloPi
// schedules: raced
// All workers draw from one generator, as from Python's random.random(). There a
// lock of the interpreter keeps them apart; here nothing does.

#include <functional>
#include <stdexcept>

#include "grain.hpp"

namespace course {

double monte_carlo_pi(std::size_t samples, unsigned workers, std::uint64_t seed) {
  if (samples == 0) {
    throw std::invalid_argument("monte_carlo_pi: no samples give no estimate");
  }
  Random random(seed, 0);
  const auto inside_of_block = [&random](Range block) {
    std::size_t inside = 0;  // no other thread knows it: the loop shares nothing
    for (std::size_t sample = block.begin; sample < block.end; ++sample) {
      const double x = random.next();
      const double y = random.next();
      inside += x * x + y * y < 1 ? 1 : 0;
    }
    return static_cast<double>(inside);
  };
  const double inside =
      parallel_reduce(samples, kBlock, workers, 0, inside_of_block, std::plus<>());
  return 4 * inside / static_cast<double>(samples);
}

std::vector<double> matmul(std::span<const double> a, std::span<const double> b, std::size_t n,
                           unsigned workers) {
  if (a.size() != n * n || b.size() != n * n) {
    throw std::invalid_argument("matmul: a matrix has not n * n numbers");
  }
  std::vector<double> product(n * n);
  // A row is n * n multiplications: chunk enough, and there are n for the workers.
  parallel_for(n, 1, workers, [&](Range rows) {
    for (std::size_t i = rows.begin; i < rows.end; ++i) {
      const std::span<double> row = std::span(product).subspan(i * n, n);
      for (std::size_t k = 0; k < n; ++k) {
        add_scaled(row, a[i * n + k], b.subspan(k * n, n));
      }
    }
  });
  return product;
}

}  // namespace course
