// Tests of monte_carlo_pi and matmul. The course code that they are made of is
// the tests' own here, so that a test can look at every number drawn and every
// row added.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "grain.hpp"
#include "support/latency.hpp"
#include "support/meeting.hpp"
#include "support/secret.hpp"

namespace course {
namespace {

// What else happens when a number is drawn or a row is added. Set while nobody
// asks.
std::function<void(std::uint64_t stream)> on_draw;
std::function<void(double factor, const double* other)> on_add;

support::Secret numbers_are;  // a function of the question, here

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream)
    : key_(numbers_are.of(numbers_are.of(seed) + stream)), stream_(stream) {}

double Random::next() {
  if (on_draw) {
    on_draw(stream_);
  }
  return static_cast<double>(numbers_are.of(key_ + drawn_++) >> 11U) * 0x1p-53;
}

void add_scaled(std::span<double> row, double factor, std::span<const double> other) {
  if (row.size() != other.size()) {
    throw std::invalid_argument("add_scaled: a row of another size");
  }
  if (on_add) {
    on_add(factor, other.data());
  }
  for (std::size_t j = 0; j < row.size(); ++j) {
    row[j] += factor * other[j];
  }
}

namespace {

using support::Latency;
using support::Meeting;
using namespace std::chrono_literals;
using Matrix = std::vector<double>;

constexpr unsigned kWorkers = 4;

// Puts `look` in place for the time of its own life.
template <class Look>
class While {
 public:
  While(Look& place, Look look) : place_(place) { place_ = std::move(look); }
  ~While() { place_ = nullptr; }
  While(const While&) = delete;
  While& operator=(const While&) = delete;

 private:
  Look& place_;
};

// Lets every thread meet the others at its first call, and go on from there
// apart from them: two accesses at the very same moment can escape
// ThreadSanitizer.
class FirstCalls {
 public:
  explicit FirstCalls(unsigned threads) : meeting_(threads) {}

  void call() {
    std::size_t arrival = 0;
    {
      const std::lock_guard lock(mutex_);
      arrival = threads_.size();
      if (!threads_.insert(std::this_thread::get_id()).second) {
        return;
      }
    }
    meeting_.arrive();
    Latency(5ms * arrival).request();
  }
  bool met() const { return meeting_.took_place(); }
  std::size_t threads() const { return threads_.size(); }

 private:
  Meeting meeting_;
  std::mutex mutex_;
  std::set<std::thread::id> threads_;
};

// ---- monte_carlo_pi ---------------------------------------------------------

double pi_one_after_the_other(std::size_t samples, std::uint64_t seed) {
  std::size_t inside = 0;
  for (std::size_t begin = 0; begin < samples; begin += kBlock) {
    Random random(seed, begin / kBlock);
    for (std::size_t i = begin; i < std::min(begin + kBlock, samples); ++i) {
      const double x = random.next();
      const double y = random.next();
      inside += x * x + y * y < 1 ? 1U : 0U;
    }
  }
  return 4 * static_cast<double>(inside) / static_cast<double>(samples);
}

TEST(MonteCarloPi, IsTheSameForEveryNumberOfWorkers) {
  for (const std::size_t samples : {5 * kBlock, 2 * kBlock + 1, 3 * kBlock - 1}) {
    const double expected = pi_one_after_the_other(samples, 9);
    for (unsigned workers = 1; workers <= 8; ++workers) {
      ASSERT_EQ(monte_carlo_pi(samples, workers, 9), expected)
          << samples << " samples, " << workers << " workers";
    }
  }
}

TEST(MonteCarloPi, TakesLessThanABlock) {
  for (const std::size_t samples : {1U, 2U, 3U, 1000U}) {
    ASSERT_EQ(monte_carlo_pi(samples, 3, 5), pi_one_after_the_other(samples, 5))
        << samples << " samples";
  }
}

TEST(MonteCarloPi, IsNearPi) { EXPECT_NEAR(monte_carlo_pi(400'000, 4, 1), 3.14159, 0.01); }

TEST(MonteCarloPi, DependsOnTheSeed) {
  std::set<double> estimates;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const double estimate = monte_carlo_pi(3 * kBlock, 2, seed);
    ASSERT_EQ(estimate, pi_one_after_the_other(3 * kBlock, seed)) << "seed " << seed;
    estimates.insert(estimate);
  }
  EXPECT_GT(estimates.size(), 1U);
}

TEST(MonteCarloPi, DrawsTwoNumbersForEverySampleOfABlock) {
  constexpr std::size_t kRest = 11;
  std::vector<std::atomic<std::size_t>> draws(4);
  const While look(on_draw, {[&](std::uint64_t stream) { ++draws.at(stream); }});
  monte_carlo_pi(3 * kBlock + kRest, 2, 7);
  for (std::size_t block = 0; block < draws.size(); ++block) {
    EXPECT_EQ(draws[block], 2 * (block < 3 ? kBlock : kRest)) << "draws from stream " << block;
  }
}

TEST(MonteCarloPi, KeepsAllWorkersDrawing) {
  FirstCalls calls(kWorkers);
  {
    const While look(on_draw, {[&](std::uint64_t) { calls.call(); }});
    monte_carlo_pi(kWorkers * kBlock, kWorkers, 3);
  }
  EXPECT_TRUE(calls.met()) << kWorkers << " workers never drew at once";
  EXPECT_LE(calls.threads(), kWorkers) << "threads that drew";
}

TEST(MonteCarloPi, TakesMoreWorkersThanBlocks) {
  EXPECT_EQ(monte_carlo_pi(kBlock + 1, 50, 2), pi_one_after_the_other(kBlock + 1, 2));
}

TEST(MonteCarloPi, RefusesZeroSamplesAndZeroWorkers) {
  EXPECT_THROW(monte_carlo_pi(0, 2, 1), std::invalid_argument);
  EXPECT_THROW(monte_carlo_pi(100, 0, 1), std::invalid_argument);
  EXPECT_THROW(monte_carlo_pi(0, 0, 1), std::invalid_argument);
}

// ---- matmul -----------------------------------------------------------------

// All cells differ, and few of them are round.
Matrix cells(std::size_t n, double first) {
  Matrix matrix(n * n);
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    matrix[i] = first + static_cast<double>(i) / 7;
  }
  return matrix;
}

Matrix multiply_one_after_the_other(const Matrix& a, const Matrix& b, std::size_t n) {
  Matrix product(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      add_scaled(std::span(product).subspan(i * n, n), a[i * n + k],
                 std::span(b).subspan(k * n, n));
    }
  }
  return product;
}

TEST(Matmul, MultipliesRowsByColumns) {
  EXPECT_EQ(matmul(Matrix{1, 2, 3, 4}, Matrix{10, 20, 30, 40}, 2, 2), (Matrix{70, 100, 150, 220}));
  EXPECT_EQ(matmul(Matrix{3}, Matrix{5}, 1, 2), Matrix{15});
}

TEST(Matmul, IsTheSameForEveryNumberOfWorkers) {
  for (const std::size_t n : {2U, 7U, 23U}) {
    const Matrix a = cells(n, -2);
    const Matrix b = cells(n, 0.1);
    const Matrix expected = multiply_one_after_the_other(a, b, n);
    for (unsigned workers = 1; workers <= 8; ++workers) {
      ASSERT_EQ(matmul(a, b, n, workers), expected) << n << " rows, " << workers << " workers";
    }
  }
}

TEST(Matmul, AddsEveryRowOncePerRow) {
  constexpr std::size_t kRows = 6;
  const Matrix a = cells(kRows, 1);
  const Matrix b = cells(kRows, 2);
  std::mutex mutex;
  std::map<std::pair<double, const double*>, int> added;
  const While look(on_add, {[&](double factor, const double* other) {
                     const std::lock_guard lock(mutex);
                     ++added[{factor, other}];
                   }});
  matmul(a, b, kRows, 3);
  for (std::size_t i = 0; i < kRows; ++i) {
    for (std::size_t k = 0; k < kRows; ++k) {
      ASSERT_EQ((added[{a[i * kRows + k], &b[k * kRows]}]), 1)
          << "calls of add_scaled for row " << i << " with row " << k << " of b";
    }
  }
  EXPECT_EQ(added.size(), kRows * kRows);
}

TEST(Matmul, KeepsAllWorkersAdding) {
  FirstCalls calls(kWorkers);
  const Matrix a = cells(kWorkers, 1);
  const Matrix expected = multiply_one_after_the_other(a, a, kWorkers);
  Matrix product;
  {
    const While look(on_add, {[&](double, const double*) { calls.call(); }});
    product = matmul(a, a, kWorkers, kWorkers);
  }
  EXPECT_TRUE(calls.met()) << kWorkers << " workers never had a row each";
  EXPECT_LE(calls.threads(), kWorkers) << "threads that added";
  EXPECT_EQ(product, expected);
}

TEST(Matmul, TakesMoreWorkersThanRows) {
  const Matrix a = cells(3, 4);
  EXPECT_EQ(matmul(a, a, 3, 50), multiply_one_after_the_other(a, a, 3));
}

TEST(Matmul, OfNothingIsNothing) { EXPECT_TRUE(matmul({}, {}, 0, 4).empty()); }

TEST(Matmul, RefusesWrongSizesAndZeroWorkers) {
  const Matrix four(4);
  const Matrix three(3);
  EXPECT_THROW(matmul(four, three, 2, 2), std::invalid_argument);
  EXPECT_THROW(matmul(three, four, 2, 2), std::invalid_argument);
  EXPECT_THROW(matmul(four, four, 4, 2), std::invalid_argument);
  EXPECT_THROW(matmul(four, four, 0, 2), std::invalid_argument);
  EXPECT_THROW(matmul({}, {}, 1, 2), std::invalid_argument);
  EXPECT_THROW(matmul(four, four, 2, 0), std::invalid_argument);
  EXPECT_THROW(matmul({}, {}, 0, 0), std::invalid_argument);
}

}  // namespace
}  // namespace course
