#include "report/csv_field.hpp"

#include "report/printable.hpp"

namespace report {

std::string csv_field(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@";
  std::string field = printable_line(text);
  if (!field.empty() && kFormula.find(field.front()) != std::string_view::npos) {
    field.insert(field.begin(), '\'');
  }
  if (field.find_first_of(",\"") == std::string::npos) {
    return field;
  }
  std::string quoted = "\"";
  for (const char c : field) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + '"';
}

}  // namespace report
