#include "judge/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace judge {
namespace {

constexpr double kTail = 0.025;

constexpr double kUndisturbed = 0.10;

template <class Field>
double undisturbed(const std::vector<Round>& rounds, Field field) {
  std::vector<double> values;
  values.reserve(rounds.size());
  for (const Round& round : rounds) {
    values.push_back(round.*field);
  }
  return quantile(std::move(values), kUndisturbed);
}

}  // namespace

double quantile(std::vector<double> values, double p) {
  const double position = p * static_cast<double>(values.size() - 1);
  const double below = std::floor(position);
  const auto low = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), low, values.end());
  if (position == below) {
    return *low;
  }
  const double next = *std::min_element(low + 1, values.end());
  return *low + (position - below) * (next - *low);
}

Ratios ratios(const std::vector<Round>& rounds, double attainable_work) {
  const double serial = undisturbed(rounds, &Round::serial);
  Ratios result;
  result.speedup = serial / undisturbed(rounds, &Round::yours);
  result.attainable = attainable_work * serial / undisturbed(rounds, &Round::attainable);
  if (result.attainable > 1) {
    result.gain = (result.speedup - 1) / (result.attainable - 1);
  }
  return result;
}

Interval bootstrap(const std::vector<Round>& rounds,
                   const std::function<double(const std::vector<Round>&)>& statistic, int resamples,
                   std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<std::size_t> pick(0, rounds.size() - 1);
  std::vector<double> values;
  std::vector<Round> draw(rounds.size());
  for (int i = 0; i < resamples; ++i) {
    for (Round& round : draw) {
      round = rounds[pick(random)];
    }
    values.push_back(statistic(draw));
  }
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  return {at(kTail), at(1 - kTail)};
}

}  // namespace judge
