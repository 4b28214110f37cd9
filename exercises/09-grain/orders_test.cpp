// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <vector>

#include "grain.hpp"

namespace course {
namespace {

TEST(Orders, ChunksWithinChunksAreRunOnce) {
  std::array<std::array<int, 3>, 2> runs{};
  parallel_for(2, 1, 2, [&](Range outer) {
    parallel_for(3, 2, 2, [&](Range inner) {
      for (std::size_t i = inner.begin; i < inner.end; ++i) {
        ++runs.at(outer.begin).at(i);
      }
    });
  });
  EXPECT_EQ(runs, (std::array{std::array{1, 1, 1}, std::array{1, 1, 1}}));
}

TEST(Orders, TheLowestChunkThatThrowsIsHeardOf) {
  std::array<int, 4> runs{};
  std::size_t thrown = 0;
  try {
    parallel_for(4, 1, 3, [&](Range chunk) {
      ++runs.at(chunk.begin);
      if (chunk.begin == 1 || chunk.begin == 2) {
        throw chunk.begin;
      }
    });
  } catch (std::size_t chunk) {
    thrown = chunk;
  }
  EXPECT_EQ(thrown, 1U) << "a plain loop would have come to chunk 1 first";
  EXPECT_EQ(runs[0], 1);
  EXPECT_EQ(runs[1], 1);
}

TEST(Orders, PartsAreCombinedInTheirOrder) {
  const auto part = [](Range chunk) { return static_cast<double>(chunk.begin + 1); };
  const auto append = [](double total, double digit) { return 10 * total + digit; };
  EXPECT_EQ(parallel_reduce(5, 2, 2, 0, part, append), 135);
}

TEST(Orders, WorkersWriteRowsOfTheirOwn) {
  const std::vector<double> a{1, 2, 3, 4};
  const std::vector<double> b{5, 6, 7, 8};
  EXPECT_EQ(matmul(a, b, 2, 2), (std::vector<double>{19, 22, 43, 50}));
}

TEST(Orders, BlocksDrawTheirOwnNumbers) {
  const std::size_t samples = kBlock + 1;
  EXPECT_EQ(monte_carlo_pi(samples, 2, 7), monte_carlo_pi(samples, 1, 7));
}

}  // namespace
}  // namespace course
