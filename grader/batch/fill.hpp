// A gradebook that Canvas or Moodle has exported, with one column filled. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace batch {

struct Score {
  std::string submission;  // a student's login, number, mail address or name
  int points = 0;
};

struct Filled {
  std::string text;                  // the export; only fields of the column have changed
  std::size_t count = 0;             // of scores that stand in it now
  std::vector<std::string> refused;  // those that do not, one line each, with the reason
};

// A student's line is the one that has the submission's name in a column that
// identifies: "SIS Login ID", "ID number", "Email address" (or what stands before its
// @) and their like, upper and lower case alike. Refused: a name that no line has, or
// several; a field that holds something else already, unless `replace`.
//
// `column` is the head of a column, or the beginning of one and no other. Throws
// std::runtime_error with the heads that there are, and CsvError.
Filled fill(const std::string& exported, std::string_view column, const std::vector<Score>& scores,
            bool replace);

}  // namespace batch
