// expect: raced CountBytes
// schedules: raced
// Each worker counts on its own, and adds its counts to the shared histogram with nothing to
// keep the others out.

#include "races.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

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
  const std::size_t n = std::min<std::size_t>(workers, bytes.size());
  Histogram histogram{};
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
        for (std::size_t value = 0; value < 256; ++value) {
          histogram[value] += own[value];
        }
      });
    }
  }
  return histogram;
}

}  // namespace course
