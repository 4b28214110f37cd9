#include "batch/lateness.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace batch {
namespace {

constexpr int kAll = 100;  // percent

}  // namespace

int days_late(Moment due, Moment at) {
  return at <= due ? 0 : static_cast<int>(std::chrono::ceil<std::chrono::days>(at - due).count());
}

int points_after(int points, int percent) { return (points * (kAll - percent) + kAll / 2) / kAll; }

std::vector<Lateness> lateness(const LateRules& rules, std::vector<HandedIn> hand_ins) {
  std::sort(hand_ins.begin(), hand_ins.end(), [](const HandedIn& a, const HandedIn& b) {
    return std::tie(a.due, a.exercise) < std::tie(b.due, b.exercise);
  });
  std::vector<Lateness> all;
  int left = rules.free_days;
  bool is_left_known = true;
  for (HandedIn& each : hand_ins) {
    Lateness late{.hand_in = std::move(each), .percent = std::nullopt};
    if (!late.hand_in.at) {
      is_left_known = rules.free_days == 0;
      all.push_back(std::move(late));
      continue;
    }
    late.days = days_late(late.hand_in.due, *late.hand_in.at);
    if (late.days == 0) {
      late.percent = 0;
    } else if (rules.zero_after_days && late.days > *rules.zero_after_days) {
      late.percent = kAll;
    } else if (is_left_known) {
      late.free_days = std::min(late.days, left);
      left -= late.free_days;
      // Not multiplied first: the days of a year-old hand-in are many.
      const int costly = std::min(late.days - late.free_days, kAll);
      late.percent = std::min(costly * rules.percent_per_day, kAll);
    }
    all.push_back(std::move(late));
  }
  return all;
}

}  // namespace batch
