// A dataset for tests: its samples say which they are, and it sees who loads what.

#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "data_loader.hpp"
#include "epoch_order.hpp"
#include "support/patience.hpp"
#include "support/peak_counter.hpp"

namespace course {

// Watches one epoch. Thread-safe; must outlive the epoch.
class WatchedDataset {
 public:
  // Called during the load of the sample at this position of the epoch.
  using During = std::function<void(std::size_t position)>;

  explicit WatchedDataset(std::size_t size, During during = {}, std::uint64_t seed = 0,
                          std::uint64_t epoch = 0)
      : order_(epoch_order(size, seed, epoch)), during_(std::move(during)) {
    for (std::size_t position = 0; position < size; ++position) {
      positions_[order_[position]] = position;
    }
  }

  Dataset dataset() {
    return {order_.size(), [this](std::size_t index) { return load(index); }};
  }

  // What the epoch gives in batches of `batch`.
  std::vector<Batch> batches(std::size_t batch) const {
    std::vector<Batch> all;
    for (std::size_t position = 0; position < order_.size(); ++position) {
      if (position % batch == 0) {
        all.emplace_back();
      }
      all.back().push_back(sample(order_[position]));
    }
    return all;
  }

  static Sample sample(std::size_t index) { return "sample " + std::to_string(index); }

  // Positions whose loads have begun, in the order in which they did.
  std::vector<std::size_t> begun() const {
    const std::lock_guard lock(mutex_);
    return begun_;
  }
  int most_at_once() const { return loads_.peak(); }

  // True once `loads` loads have begun.
  bool begins(std::size_t loads, support::Patience patience = {}) {
    std::unique_lock lock(mutex_);
    return support::wait_patiently(changed_, lock, patience,
                                   [&] { return begun_.size() >= loads; });
  }
  // True if no more than `loads` loads have begun after a while in which they could have.
  bool begins_no_more_than(std::size_t loads) {
    return !begins(loads + 1, support::Patience{.ticks = 8});
  }

 private:
  Sample load(std::size_t index) {
    const support::PeakCounter::Visit visit(loads_);
    const std::size_t position = positions_.at(index);
    {
      const std::lock_guard lock(mutex_);
      begun_.push_back(position);
      changed_.notify_all();
    }
    if (during_) {
      during_(position);
    }
    return sample(index);
  }

  const std::vector<std::size_t> order_;
  const During during_;
  std::map<std::size_t, std::size_t> positions_;  // by index
  support::PeakCounter loads_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::size_t> begun_;
};

}  // namespace course
