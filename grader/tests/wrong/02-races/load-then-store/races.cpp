// expect: failed
// schedules: failed
// The count is atomic, and so are its load and its store. Between the two another thread has
// counted, and its increment is overwritten.

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

void Counter::increment() { state_->count.store(state_->count.load() + 1); }

long Counter::value() const { return state_->count.load(); }

Histogram count_bytes(std::span<const std::byte> bytes, unsigned workers) {
  if (workers == 0) {
    throw std::invalid_argument("count_bytes needs at least one worker");
  }
  const std::size_t parts = std::min<std::size_t>(workers, bytes.size());
  std::vector<Histogram> partial(parts);
  {
    std::vector<std::jthread> threads;
    threads.reserve(parts);
    for (std::size_t i = 0; i < parts; ++i) {
      const std::size_t begin = bytes.size() * i / parts;
      const std::size_t end = bytes.size() * (i + 1) / parts;
      threads.emplace_back([part = bytes.subspan(begin, end - begin), &result = partial[i]] {
        Histogram own{};  // on this thread's stack: no cache line is shared while it counts
        for (const std::byte byte : part) {
          ++own[std::to_integer<std::size_t>(byte)];
        }
        result = own;
      });
    }
  }  // every jthread joins here
  Histogram histogram{};
  for (const Histogram& part : partial) {
    for (std::size_t value = 0; value < histogram.size(); ++value) {
      histogram[value] += part[value];
    }
  }
  return histogram;
}

}  // namespace course
