// expect: crashed CountBytes.CountsOnWithMoreWorkersThanBytes
// Chunks are rounded up, so that nothing is left over. The last workers then start behind the
// end.

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
  const std::size_t chunk = (bytes.size() + workers - 1) / workers;
  std::vector<Histogram> partial(workers);
  {
    std::vector<std::jthread> threads;
    for (unsigned worker = 0; worker < workers; ++worker) {
      threads.emplace_back([&, worker] {
        const std::size_t begin = worker * chunk;
        Histogram own{};
        for (std::byte byte : bytes.subspan(begin, std::min(chunk, bytes.size() - begin))) {
          ++own[std::to_integer<std::size_t>(byte)];
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
