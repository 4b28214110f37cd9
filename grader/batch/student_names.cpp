#include "batch/student_names.hpp"

#include <algorithm>

#include "batch/csv.hpp"
#include "report/csv_field.hpp"

namespace batch {

std::string lower(std::string_view text) {
  std::string all(text);
  std::transform(all.begin(), all.end(), all.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return all;
}

Roll::Roll(const std::vector<std::string>& submissions) {
  for (const std::string& name : submissions) {
    by_lower_[lower(name)].push_back(name);
  }
}

const std::string* Roll::find(std::string_view student) const {
  const std::vector<CsvRow> shown = read_csv(report::csv_field(student));
  if (shown.empty()) {
    return nullptr;
  }
  const std::string& name = shown.front().front().value;
  const auto found = by_lower_.find(lower(name));
  if (found == by_lower_.end()) {
    return nullptr;
  }
  const std::vector<std::string>& all = found->second;
  const auto same = std::find(all.begin(), all.end(), name);
  return same != all.end() ? &*same : all.size() == 1 ? &all.front() : nullptr;
}

}  // namespace batch
