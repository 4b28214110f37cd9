#include "cli/speed_tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "judge/statistics.hpp"

namespace cli {
namespace {

constexpr std::array<const char*, 4> kColumns{"passed", "slow", "inconclusive", "not_measured"};

bool has_column(const std::string& name) {
  return std::find(kColumns.begin(), kColumns.end(), name) != kColumns.end();
}

bool is_undecided(const std::string& name) {
  return name == "inconclusive" || name == "not_measured";
}

template <class... Cells>
std::string row(const Cells&... cells) {
  return fmt::format("{:>6} {:>6} {:>12} {:>12} {:>6}", cells...);
}

}  // namespace

void SpeedTally::add(const judge::Finding& finding) {
  ++counts_[std::string(judge::name(finding.verdict))];
  if (finding.speed && !judge::undecided(finding.verdict)) {
    gains_.push_back(finding.speed->gain);
  }
  sum_ += finding.took;
  ++all_;
}

int SpeedTally::count(const std::string& name) const {
  const auto found = counts_.find(name);
  return found == counts_.end() ? 0 : found->second;
}

bool SpeedTally::good() const {
  return std::all_of(counts_.begin(), counts_.end(), [&](const auto& entry) {
    return entry.first == expected_ || is_undecided(entry.first);
  });
}

std::string SpeedTally::heading() {
  return row("passed", "slow", "inconclusive", "not measured", "other");
}

std::string SpeedTally::columns() const {
  int others = all_;
  for (const char* name : kColumns) {
    others -= count(name);
  }
  return row(count("passed"), count("slow"), count("inconclusive"), count("not_measured"), others);
}

std::string SpeedTally::others() const {
  std::vector<std::string> words;
  for (const auto& [name, count] : counts_) {
    if (!has_column(name)) {
      words.push_back(fmt::format("{} {}", count, name));
    }
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

std::chrono::milliseconds SpeedTally::mean() const {
  return all_ == 0 ? std::chrono::milliseconds(0) : sum_ / all_;
}

std::optional<double> SpeedTally::gain() const {
  if (gains_.empty()) {
    return std::nullopt;
  }
  return judge::quantile(gains_, 0.5);
}

}  // namespace cli
