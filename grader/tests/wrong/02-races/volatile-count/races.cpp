// expect: raced
// schedules: raced
// volatile, as an old book had it. It orders nothing between threads and makes nothing
// atomic.

#include "races.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

struct Counter::State {
  volatile long count = 0;
};

Counter::Counter() : state_(std::make_unique<State>()) {}

Counter::~Counter() = default;

void Counter::increment() { state_->count = state_->count + 1; }

long Counter::value() const { return state_->count; }

Histogram count_bytes(std::span<const std::byte> bytes, unsigned workers) {
  if (workers == 0) {
    throw std::invalid_argument("workers must not be 0");
  }
  const std::size_t n = std::min<std::size_t>(workers, bytes.size());
  std::vector<Histogram> partial(n);
  {
    std::vector<std::jthread> threads;
    for (std::size_t worker = 0; worker < n; ++worker) {
      threads.emplace_back([&, worker] {
        const std::size_t begin = worker * bytes.size() / n;
        const std::size_t end = (worker + 1) * bytes.size() / n;
        Histogram own{};
        for (std::size_t i = begin; i < end; ++i) {
          ++own[std::to_integer<std::size_t>(bytes[i])];
        }
        partial[worker] = own;
      });
    }
  }
  Histogram histogram{};
  for (const Histogram& part : partial) {
    for (std::size_t value = 0; value < 256; ++value) {
      histogram[value] += part[value];
    }
  }
  return histogram;
}

}  // namespace course
