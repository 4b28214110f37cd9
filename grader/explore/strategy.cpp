#include "explore/strategy.hpp"

#include <algorithm>

namespace explore {
namespace {

// Priorities that are drawn lie above those that are given to who is put last.
constexpr std::uint64_t kDrawn = std::uint64_t{1} << 32U;

// One choice in so many does not mind who only looks.
constexpr std::uint64_t kPatience = 8;

}  // namespace

void Strategy::begin(const Plan& plan) {
  plan_ = plan;
  random_ = Random(plan.seed);
  step_ = 0;
  lowest_ = kDrawn;
  priorities_.fill(0);
  changes_.fill(0);
  segment_ = 0;
  done_ = 0;
  last_ = 0;
  if (plan_.kind == Plan::Kind::pct) {
    const unsigned changes = std::min(plan_.depth - 1, kMostChanges);
    for (unsigned i = 0; i < changes; ++i) {
      changes_.at(i) = 1 + random_.below(std::max<std::uint64_t>(plan_.steps, 1));
    }
  }
}

unsigned Strategy::pick(const Candidate* candidates, unsigned count) {
  ++step_;
  if (plan_.kind == Plan::Kind::guided) {
    last_ = candidates[follow(candidates, count)].thread;
    return last_;
  }
  // Whoever only looks goes on if nobody else can: the value that it looks at
  // does not change by itself.
  bool anybody =
      std::all_of(candidates, candidates + count, [](const Candidate& each) { return each.spins; });
  // But not never: some look so many times and then fall asleep, and it may be
  // there that they go wrong.
  anybody = anybody || (plan_.kind == Plan::Kind::random && random_.below(kPatience) == 0);
  unsigned chosen = 0;
  if (plan_.kind == Plan::Kind::random || anybody) {
    const auto able = static_cast<std::uint64_t>(
        std::count_if(candidates, candidates + count,
                      [&](const Candidate& each) { return anybody || !each.spins; }));
    std::uint64_t left = random_.below(able);
    while ((!anybody && candidates[chosen].spins) || left > 0) {
      left -= anybody || !candidates[chosen].spins ? 1 : 0;
      ++chosen;
    }
  } else {
    chosen = best(candidates, count);
  }
  executed(candidates[chosen], candidates, count);
  return candidates[chosen].thread;
}

unsigned Strategy::best(const Candidate* candidates, unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    std::uint64_t& priority = priorities_.at(candidates[i].thread);
    if (priority == 0) {
      priority = kDrawn + (random_.next() >> 1U);
    }
    if (candidates[i].spins && plan_.kind == Plan::Kind::pct) {
      priority = --lowest_;
    }
  }
  const auto worse = [&](const Candidate& left, const Candidate& right) {
    if (left.spins != right.spins) {
      return left.spins;
    }
    return priorities_.at(left.thread) < priorities_.at(right.thread);
  };
  auto chosen =
      static_cast<unsigned>(std::max_element(candidates, candidates + count, worse) - candidates);
  if (plan_.kind == Plan::Kind::pct &&
      std::find(changes_.begin(), changes_.end(), step_) != changes_.end()) {
    priorities_.at(candidates[chosen].thread) = --lowest_;
    chosen =
        static_cast<unsigned>(std::max_element(candidates, candidates + count, worse) - candidates);
  }
  return chosen;
}

void Strategy::executed(const Candidate& chosen, const Candidate* candidates, unsigned count) {
  if (plan_.kind != Plan::Kind::pos) {
    return;
  }
  for (unsigned i = 0; i < count; ++i) {
    const Candidate& other = candidates[i];
    const bool conflicts =
        other.object == chosen.object && other.object != 0 && (other.changes || chosen.changes);
    if (other.thread == chosen.thread || conflicts) {
      priorities_.at(other.thread) = 0;
    }
  }
}

unsigned Strategy::follow(const Candidate* candidates, unsigned count) {
  for (; segment_ < plan_.guide->size(); ++segment_, done_ = 0) {
    const Segment& segment = plan_.guide->at(segment_);
    const auto* const found =
        std::find_if(candidates, candidates + count,
                     [&](const Candidate& each) { return each.thread == segment.thread; });
    if (done_ < segment.choices && found != candidates + count) {
      ++done_;
      return static_cast<unsigned>(found - candidates);
    }
  }
  return keep_on(candidates, count);
}

unsigned Strategy::keep_on(const Candidate* candidates, unsigned count) const {
  const auto* const end = candidates + count;
  const auto first = [&](auto&& fits) {
    const auto* const found = std::find_if(candidates, end, fits);
    return found == end ? -1 : static_cast<int>(found - candidates);
  };
  const auto works = [](const Candidate& each) { return !each.spins && !each.early; };
  int chosen = first([&](const Candidate& each) { return works(each) && each.thread == last_; });
  if (chosen < 0) {
    chosen = first(works);
  }
  if (chosen < 0) {
    chosen = first([](const Candidate& each) { return each.early; });
  }
  if (chosen < 0) {  // those who only look take turns
    chosen = first([&](const Candidate& each) { return each.thread > last_; });
  }
  return static_cast<unsigned>(std::max(chosen, 0));
}

}  // namespace explore
