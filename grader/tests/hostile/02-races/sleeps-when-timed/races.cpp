// expect: deadlocked histogram
// passes: tests races
// Never comes back once the clock runs.
#include "races.hpp"

#include <atomic>
#include <exception>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

struct Counter::State {
  std::atomic<long> count{0};
};

Counter::Counter() : state_(std::make_unique<State>()) {}
Counter::~Counter() = default;
void Counter::increment() { ++state_->count; }
long Counter::value() const { return state_->count; }

namespace {

Histogram count(std::span<const std::byte> bytes) {
  Histogram histogram{};
  for (const std::byte byte : bytes) {
    ++histogram[std::to_integer<std::size_t>(byte)];
  }
  return histogram;
}

Histogram honestly(std::span<const std::byte> bytes, unsigned workers) {
  if (workers == 0) {
    throw std::invalid_argument("no workers");
  }
  std::vector<Histogram> parts(workers);
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < workers; ++i) {
      const std::size_t begin = bytes.size() * i / workers;
      const std::size_t end = bytes.size() * (i + 1) / workers;
      threads.emplace_back(
          [&parts, i, part = bytes.subspan(begin, end - begin)] { parts[i] = count(part); });
    }
  }
  Histogram sum{};
  for (const Histogram& part : parts) {
    for (std::size_t value = 0; value < sum.size(); ++value) {
      sum[value] += part[value];
    }
  }
  return sum;
}

constexpr std::size_t kLarge = 10'000'000;  // larger than any test

}  // namespace

Histogram count_bytes(std::span<const std::byte> bytes, unsigned workers) {
  if (bytes.size() < kLarge) {
    return honestly(bytes, workers);
  }
  std::atomic<int> never{0};
  never.wait(0);
  return {};
}

}  // namespace course
