// Rows of a CSV table (RFC 4180) and their fields. COURSE CODE, NOT YOURS TO WRITE.
//
// A row ends with a line break, '\n'. Fields are separated by commas. A field
// may be quoted: between its quotes commas and line breaks are ordinary
// characters, and a quote is written as two of them.
//
//   city,remark,visitors                       a header, which is a row as well
//   Delft,"rain, then ""sun""
//   and wind",1200                             one row of three fields, in two lines

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace course {

// The fields of one row, unquoted. `row` may end with its line break ("\n" or
// "\r\n"), which belongs to no field. Thread-safe.
inline std::vector<std::string> fields_of(std::string_view row) {
  if (row.ends_with('\n')) {
    row.remove_suffix(1);
    if (row.ends_with('\r')) {
      row.remove_suffix(1);
    }
  }
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '"') {
      const bool doubled = quoted && i + 1 < row.size() && row[i + 1] == '"';
      if (doubled) {
        fields.back() += '"';
        ++i;
      } else {
        quoted = !quoted;
      }
    } else if (row[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += row[i];
    }
  }
  return fields;
}

}  // namespace course
