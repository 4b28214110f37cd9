#include "explore/minimise.hpp"

#include <compare>

namespace explore {
namespace {

constexpr std::uint32_t kToTheEnd = 1U << 30U;

// Preemptions first, then switches of any kind, then length.
struct Cost {
  std::uint32_t preemptions = 0;
  std::size_t segments = 0;
  std::uint64_t choices = 0;

  auto operator<=>(const Cost&) const = default;
};

Cost cost_of(const Schedule& schedule, std::uint32_t preemptions) {
  Cost cost{.preemptions = preemptions, .segments = schedule.size()};
  for (const Segment& segment : schedule) {
    cost.choices += segment.choices;
  }
  return cost;
}

Schedule candidate;
Schedule executed;

class Search {
 public:
  Search(Schedule& best, std::uint32_t preemptions, unsigned most, const Trial& trial)
      : best_(best), cost_(cost_of(best, preemptions)), most_(most), trial_(trial) {}

  unsigned run() {
    candidate.clear();
    better();
    while (drop() || extend() || gather()) {
    }
    return tried_;
  }

 private:
  // Tries the candidate, and keeps what was executed if that costs less.
  bool better() {
    if (tried_ >= most_) {
      return false;
    }
    ++tried_;
    executed.clear();
    const Tried result = trial_(candidate, executed);
    if (result.verdict == Tried::Verdict::enough) {
      most_ = tried_;
    }
    if (result.verdict != Tried::Verdict::fails) {
      return false;
    }
    const Cost cost = cost_of(executed, result.preemptions);
    if (cost >= cost_) {
      return false;
    }
    best_.assign(executed);
    cost_ = cost;
    return true;
  }

  void copy(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      candidate.append(best_.at(i));
    }
  }

  // Without some segments in a row: half of them, a quarter, and so on.
  bool drop() {
    bool any = false;
    for (std::size_t length = best_.size(); length > 0; length /= 2) {
      for (std::size_t start = 0; start < best_.size() && tried_ < most_;) {
        candidate.clear();
        copy(0, start);
        copy(std::min(start + length, best_.size()), best_.size());
        const bool shorter = better();
        any = any || shorter;
        start += shorter ? 0 : length;
      }
    }
    return any;
  }

  // Who goes on until it cannot.
  bool extend() {
    bool any = false;
    for (std::size_t i = 0; i < best_.size() && tried_ < most_; ++i) {
      candidate.clear();
      copy(0, i);
      candidate.append({.thread = best_.at(i).thread, .choices = kToTheEnd});
      copy(i + 1, best_.size());
      any = better() || any;
    }
    return any;
  }

  // A segment together with the thread's next one, here or there.
  bool gather() {
    bool any = false;
    for (std::size_t i = 0; i < best_.size(); ++i) {
      std::size_t next = i + 1;
      while (next < best_.size() && best_.at(next).thread != best_.at(i).thread) {
        ++next;
      }
      if (next >= best_.size() || tried_ >= most_) {
        continue;
      }
      candidate.clear();
      copy(0, i + 1);
      candidate.append(best_.at(next));
      copy(i + 1, next);
      copy(next + 1, best_.size());
      if (!better()) {
        candidate.clear();
        copy(0, i);
        copy(i + 1, next);
        candidate.append(best_.at(i));
        copy(next, best_.size());
        any = better() || any;
      } else {
        any = true;
      }
    }
    return any;
  }

  Schedule& best_;
  Cost cost_;
  unsigned tried_ = 0;
  unsigned most_;
  const Trial& trial_;
};

}  // namespace

unsigned minimise(Schedule& best, std::uint32_t preemptions, unsigned most, const Trial& trial) {
  return Search(best, preemptions, most, trial).run();
}

}  // namespace explore
