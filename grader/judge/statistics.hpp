// Statistics of timing rounds. Pure functions; no clock, no global state.

#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "judge/finding.hpp"

namespace judge {

// The middle value; the mean of the two middle ones of an even number.
// `values` must not be empty.
double median(std::vector<double> values);

// Speed-up, attainable speed-up and gain of some rounds, from the medians of
// what was timed. `attainable_work` is the work of an attainable run in units
// of a serial one: W for W copies of the baseline.
struct Ratios {
  double speedup = 0;
  double attainable = 0;
  double gain = 0;  // (speedup - 1) / (attainable - 1); 0 if the machine allowed nothing
};
Ratios ratios(const std::vector<Round>& rounds, double attainable_work);

// Percentile bootstrap (B. Efron, R. Tibshirani: An Introduction to the
// Bootstrap, 1993, chapter 13): rounds are drawn with replacement `resamples`
// times, `statistic` is taken of each draw, and the middle 95 % of the results
// is the interval. The same seed gives the same interval.
Interval bootstrap(const std::vector<Round>& rounds,
                   const std::function<double(const std::vector<Round>&)>& statistic, int resamples,
                   std::uint64_t seed);

}  // namespace judge
