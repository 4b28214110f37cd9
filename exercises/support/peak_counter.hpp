// Counts who is inside a stretch of code now, and the most there ever were:
// proof of "never more than N".
//
// Thread-safe.

#pragma once

#include <atomic>

namespace course::support {

class PeakCounter {
 public:
  // Counts its owner in for as long as it lives.
  class Visit {
   public:
    explicit Visit(PeakCounter& counter) : counter_(counter) { counter_.enter(); }
    ~Visit() { counter_.inside_.fetch_sub(1); }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

   private:
    PeakCounter& counter_;
  };

  int inside() const { return inside_.load(); }
  int peak() const { return peak_.load(); }
  int visits() const { return visits_.load(); }

 private:
  void enter() {
    visits_.fetch_add(1);
    const int now = inside_.fetch_add(1) + 1;
    int seen = peak_.load();
    while (seen < now && !peak_.compare_exchange_weak(seen, now)) {
    }
  }

  std::atomic<int> inside_{0};
  std::atomic<int> peak_{0};
  std::atomic<int> visits_{0};
};

}  // namespace course::support
