// Statistics of timing rounds. Pure functions; no clock, no global state.

#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "judge/finding.hpp"

namespace judge {

// The value below which the share `p` (0 to 1) of `values` lies; between two
// values it is interpolated (type 7 of R. J. Hyndman, Y. Fan: Sample Quantiles
// in Statistical Packages, 1996). `values` must not be empty.
double quantile(std::vector<double> values, double p);

// Speed-up, attainable speed-up and gain of some rounds, from the 10 % quantile
// of each of the three times: what disturbs a program makes it slower and never
// faster, so its quick rounds tell more about it than its middle ones. `attainable_work` is the
// work of an attainable run in units of a serial one: W for W copies of the baseline.
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
