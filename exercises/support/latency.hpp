// A server that takes its time: every request waits for `latency` and uses no
// CPU meanwhile, as a download does.
//
// It counts requests and how many were under way at once. Thread-safe.

#pragma once

#include <chrono>
#include <thread>

#include "support/peak_counter.hpp"

namespace course::support {

class Latency {
 public:
  explicit Latency(std::chrono::milliseconds latency) : latency_(latency) {}

  void request() {
    const PeakCounter::Visit visit(under_way_);
    std::this_thread::sleep_for(latency_);
  }

  std::chrono::milliseconds per_request() const { return latency_; }
  int requests() const { return under_way_.visits(); }
  int most_at_once() const { return under_way_.peak(); }

 private:
  const std::chrono::milliseconds latency_;
  PeakCounter under_way_;
};

}  // namespace course::support
