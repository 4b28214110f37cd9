// One field of a table as CSV (RFC 4180). Pure.

#pragma once

#include <string>
#include <string_view>

namespace report {

// Ends each of a table's lines.
inline constexpr std::string_view kCsvLineEnd = "\r\n";

// On one line, printable, and quoted where the format wants it. What a spreadsheet
// would take for a formula begins with an apostrophe.
std::string csv_field(std::string_view text);

}  // namespace report
