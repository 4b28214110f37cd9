// expect: failed MonteCarloPi.IsTheSameForEveryNumberOfWorkers
// Every worker has a share of the samples and a generator with its own number.
// No race, good random numbers, and another estimate on a machine with more cores.

#include <functional>
#include <stdexcept>
#include <thread>

#include "grain.hpp"

namespace course {

double monte_carlo_pi(std::size_t samples, unsigned workers, std::uint64_t seed) {
  if (samples == 0) {
    throw std::invalid_argument("monte_carlo_pi: no samples give no estimate");
  }
  if (workers == 0) {
    throw std::invalid_argument("monte_carlo_pi: no workers");
  }
  std::vector<std::size_t> inside(workers);
  {
    std::vector<std::jthread> threads;
    for (unsigned worker = 0; worker < workers; ++worker) {
      threads.emplace_back([&, worker] {
        Random random(seed, worker);
        const std::size_t share = samples / workers + (worker < samples % workers ? 1 : 0);
        std::size_t mine = 0;
        for (std::size_t sample = 0; sample < share; ++sample) {
          const double x = random.next();
          const double y = random.next();
          mine += x * x + y * y < 1 ? 1 : 0;
        }
        inside[worker] = mine;
      });
    }
  }
  std::size_t sum = 0;
  for (const std::size_t one : inside) {
    sum += one;
  }
  return 4 * static_cast<double>(sum) / static_cast<double>(samples);
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
