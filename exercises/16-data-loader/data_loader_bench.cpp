// epoch: a training that loads samples from a slow disk, and takes a step with
// every batch. While it takes the step, nobody computes here: the step is on
// another device.
//
// With 4 workers a batch of 8 samples takes 16 ms to load, as long as a step.
// The best schedule loads the next batch during the step: 112 ms for six
// batches. Loading only when asked takes 192 ms, a worker for each batch about
// 160 ms, and one sample after the other 480 ms.

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "data_loader.hpp"
#include "epoch_order.hpp"
#include "support/latency.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kBatch = 8;
constexpr std::size_t kBatches = 6;
constexpr std::size_t kSize = kBatch * kBatches;
constexpr milliseconds kLoad{8};
constexpr milliseconds kStep{16};

// The seed of the order.
using Training = std::uint64_t;
using Samples = std::vector<std::string>;

support::Secret samples_hold;

Sample load(std::size_t index) {
  support::Latency(kLoad).request();
  return std::to_string(samples_hold.of(index));
}

void step(Samples& seen, const Batch& batch) {
  support::Latency(kStep).request();
  seen.insert(seen.end(), batch.begin(), batch.end());
}

Samples one_after_the_other(const Training& training) {
  Samples seen;
  Batch batch;
  for (const std::size_t index : epoch_order(kSize, training, /*epoch=*/0)) {
    batch.push_back(load(index));
    if (batch.size() == kBatch) {
      step(seen, batch);
      batch.clear();
    }
  }
  return seen;
}

// The first batch has to be loaded; from then on a step or a load is always under way.
void best_schedule(const Training& /*training*/, unsigned workers) {
  const milliseconds one_batch = kLoad * static_cast<long>((kBatch + workers - 1) / workers);
  std::this_thread::sleep_for(one_batch);
  for (std::size_t batch = 1; batch < kBatches; ++batch) {
    std::this_thread::sleep_for(std::max(one_batch, kStep));
  }
  std::this_thread::sleep_for(kStep);
}

Samples with_the_loader(const Training& training, unsigned workers) {
  const DataLoader loader({kSize, load}, {kBatch, workers, /*prefetch=*/4, training});
  Samples seen;
  for (const Batch& batch : loader.epoch(0)) {
    step(seen, batch);
  }
  return seen;
}

const bool registered = support::add_row("epoch", support::IoRow<Training, Samples>{
                                                      .make =
                                                          [](std::uint64_t seed) {
                                                            samples_hold.renew(seed);
                                                            return seed;
                                                          },
                                                      .serial = one_after_the_other,
                                                      .ideal = best_schedule,
                                                      .yours = with_the_loader,
                                                  });

}  // namespace
}  // namespace course
