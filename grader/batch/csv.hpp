// Tables as CSV (RFC 4180), read so that one field can be changed and every other
// byte stays. Pure.

#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace batch {

// what() says which line is no CSV, and why.
class CsvError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct CsvField {
  std::string value;      // without its quotes
  std::size_t begin = 0;  // where it stands in the text, quotes included
  std::size_t end = 0;
};

using CsvRow = std::vector<CsvField>;

// Lines end in LF or CR LF, fields are parted by commas; a byte order mark in front is
// skipped, and so are empty lines. Throws CsvError for a quote that never ends, or that
// something follows.
std::vector<CsvRow> read_csv(std::string_view text);

}  // namespace batch
