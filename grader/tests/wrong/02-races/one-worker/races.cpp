// expect: slow histogram
// passes: tests races
// Right, and alone: the number of workers is checked and then ignored.

#include "races.hpp"

#include <atomic>
#include <stdexcept>

namespace course {

struct Counter::State {
  std::atomic<long> count{0};
};

Counter::Counter() : state_(std::make_unique<State>()) {}

Counter::~Counter() = default;

void Counter::increment() { state_->count.fetch_add(1); }

long Counter::value() const { return state_->count.load(); }

Histogram count_bytes(std::span<const std::byte> bytes, unsigned workers) {
  if (workers == 0) {
    throw std::invalid_argument("workers must not be 0");
  }
  Histogram histogram{};
  for (std::byte byte : bytes) {
    ++histogram[std::to_integer<std::size_t>(byte)];
  }
  return histogram;
}

}  // namespace course
