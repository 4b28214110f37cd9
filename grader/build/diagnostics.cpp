#include "build/diagnostics.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <regex>
#include <sstream>

namespace build {
namespace {

// 0 for what does not fit.
int number(const std::string& digits) {
  int value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return result.ec == std::errc() ? value : 0;
}

// Without parameters: written out, those of the standard library fill a screen.
std::string short_name(const std::string& symbol) {
  return symbol.find("operator(") == std::string::npos ? symbol.substr(0, symbol.find('('))
                                                       : symbol;
}

std::optional<Diagnostic> read_line(const std::string& line) {
  // A line can be as long as a template's name; regular expressions recurse.
  if (line.size() > 2000) {
    return std::nullopt;
  }
  static const std::regex compiler(R"(^([^:\s][^:]*):(\d+):\d+: (?:fatal )?error: (.*)$)");
  static const std::regex undefined(R"(error: undefined symbol: (.*)$)");
  static const std::regex duplicate(R"(error: duplicate symbol: (.*)$)");
  static const std::regex other(R"(^(?:ld\.lld|clang\S*): error: (.*)$)");
  std::smatch match;
  if (std::regex_match(line, match, compiler)) {
    return Diagnostic{match[1], number(match[2]), match[3]};
  }
  if (std::regex_search(line, match, undefined)) {
    return Diagnostic{"", 0, short_name(match[1]) + " is declared but not defined"};
  }
  if (std::regex_search(line, match, duplicate)) {
    return Diagnostic{"", 0, short_name(match[1]) + " is defined twice"};
  }
  if (std::regex_search(line, match, other)) {
    return Diagnostic{"", 0, match[1]};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Diagnostic> errors_in(const std::string& text, const std::string& own_folder,
                                  std::size_t most) {
  std::vector<Diagnostic> errors;
  std::vector<Diagnostic> elsewhere;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (std::optional<Diagnostic> error = read_line(line)) {
      const bool own = error->file.starts_with(own_folder + "/");
      (own ? errors : elsewhere).push_back(std::move(*error));
    }
  }
  errors.insert(errors.end(), elsewhere.begin(), elsewhere.end());
  errors.resize(std::min(errors.size(), most));
  return errors;
}

}  // namespace build
