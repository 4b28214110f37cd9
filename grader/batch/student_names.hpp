// How students are written: upper and lower case alike. Pure.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace batch {

// ASCII letters in lower case.
std::string lower(std::string_view text);

// The submissions of a batch, found by what others call their students.
class Roll {
 public:
  // Names as they stand in the batch's gradebook.
  explicit Roll(const std::vector<std::string>& submissions);

  // The submission with this very name, or the only one that differs in upper and lower
  // case. Null: none. What gradebook.csv defuses may be written either way.
  const std::string* find(std::string_view student) const;

 private:
  std::map<std::string, std::vector<std::string>> by_lower_;
};

}  // namespace batch
