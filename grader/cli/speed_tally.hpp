// What repeated measurements of one speed row said.
//
// The same code must get the same verdict every time. A machine that cannot
// tell says so, and that is no other verdict.
//
// Not thread-safe.

#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "judge/finding.hpp"

namespace cli {

class SpeedTally {
 public:
  // The name of the one verdict that is right: "passed", "slow".
  explicit SpeedTally(std::string expected) : expected_(std::move(expected)) {}

  // A measurement: its verdict, its gain, and the time that it took.
  void add(const judge::Finding& finding);

  // No measurement contradicted another one, or what is expected.
  bool good() const;

  // "   48      0            1              1     0": as wide as heading().
  std::string columns() const;
  static std::string heading();

  // Verdicts that have no column of their own: "2 leaked, 1 crashed"; may be empty.
  std::string others() const;

  const std::string& expected() const { return expected_; }
  std::chrono::milliseconds mean() const;  // of the time that a measurement took

  // The median gain of the measurements on which the machine could tell; none without one.
  std::optional<double> gain() const;

 private:
  int count(const std::string& name) const;

  std::string expected_;
  std::map<std::string, int> counts_;
  std::vector<double> gains_;
  std::chrono::milliseconds sum_{0};
  int all_ = 0;
};

}  // namespace cli
