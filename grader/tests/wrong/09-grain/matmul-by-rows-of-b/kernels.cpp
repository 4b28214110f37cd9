// expect: raced Matmul.KeepsAllWorkersAdding
// schedules: raced
// Shares out the rows of b: every worker adds its own to every row of the
// product, and they write to the same place.

#include <functional>
#include <stdexcept>

#include "grain.hpp"

namespace course {

double monte_carlo_pi(std::size_t samples, unsigned workers, std::uint64_t seed) {
  if (samples == 0) {
    throw std::invalid_argument("monte_carlo_pi: no samples give no estimate");
  }
  const auto inside_of_block = [seed](Range block) {
    Random random(seed, block.begin / kBlock);
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
  parallel_for(n, 1, workers, [&](Range rows_of_b) {
    for (std::size_t k = rows_of_b.begin; k < rows_of_b.end; ++k) {
      for (std::size_t i = 0; i < n; ++i) {
        add_scaled(std::span(product).subspan(i * n, n), a[i * n + k], b.subspan(k * n, n));
      }
    }
  });
  return product;
}

}  // namespace course
