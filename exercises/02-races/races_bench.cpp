#include <cstring>
#include <random>
#include <vector>

#include "races.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

using Bytes = std::vector<std::byte>;

// The same bytes are counted several times: counting is so quick that one pass
// over a long enough input would fill a small machine's memory.
constexpr std::size_t kPasses = 16;

// Random bytes: all values are equally frequent, so the plain loop never waits
// for the count that it has just written, and cleverer loops gain nothing.
Bytes make(std::uint64_t seed, std::size_t size) {
  Bytes bytes(size / kPasses);
  std::mt19937_64 random(seed);
  std::size_t i = 0;
  for (; i + sizeof(std::uint64_t) <= bytes.size(); i += sizeof(std::uint64_t)) {
    const std::uint64_t eight = random();
    std::memcpy(&bytes[i], &eight, sizeof eight);
  }
  for (; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>(random());
  }
  return bytes;
}

Histogram count_serially(const Bytes& bytes) {
  Histogram histogram{};
  for (const std::byte byte : bytes) {
    ++histogram[std::to_integer<std::size_t>(byte)];
  }
  return histogram;
}

template <class Count>
Histogram add_passes(const Count& count) {
  Histogram sum{};
  for (std::size_t pass = 0; pass < kPasses; ++pass) {
    const Histogram histogram = count();
    for (std::size_t value = 0; value < sum.size(); ++value) {
      sum[value] += histogram[value];
    }
  }
  return sum;
}

const bool registered = support::add_row(
    "histogram",
    support::CpuRow<Bytes, Histogram>{
        .size = 400'000'000,
        .make = make,
        .serial =
            [](const Bytes& bytes) { return add_passes([&] { return count_serially(bytes); }); },
        .yours =
            [](const Bytes& bytes, unsigned workers) {
              return add_passes([&] { return count_bytes(bytes, workers); });
            },
    });

}  // namespace
}  // namespace course
