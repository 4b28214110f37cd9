#include "build/diagnostics.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <regex>
#include <sstream>

namespace build {
namespace {

constexpr std::size_t kLongestLine = 2000;

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

// Where the student's own code made the compiler instantiate a template.
std::optional<Diagnostic> read_request(const std::string& line) {
  static const std::regex request(R"(^([^:\s][^:]*):(\d+):\d+: note: .*requested here$)");
  std::smatch match;
  if (!std::regex_match(line, match, request)) {
    return std::nullopt;
  }
  return Diagnostic{match[1], number(match[2]), ""};
}

}  // namespace

std::vector<Diagnostic> errors_in(const std::string& text, const std::string& own_folder,
                                  std::size_t most) {
  std::vector<Diagnostic> errors;
  const auto own = [&](const Diagnostic& diagnostic) {
    return diagnostic.file.starts_with(own_folder + "/");
  };
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    // A line can be as long as a template's name; regular expressions recurse.
    if (line.size() > kLongestLine) {
      continue;
    }
    if (std::optional<Diagnostic> error = read_line(line)) {
      errors.push_back(std::move(*error));
    } else if (const std::optional<Diagnostic> request = read_request(line);
               request && own(*request) && !errors.empty() && !own(errors.back())) {
      errors.back().file = request->file;
      errors.back().line = request->line;
    }
  }
  std::vector<Diagnostic> sorted;
  std::copy_if(errors.begin(), errors.end(), std::back_inserter(sorted), own);
  std::remove_copy_if(errors.begin(), errors.end(), std::back_inserter(sorted), own);
  sorted.resize(std::min(sorted.size(), most));
  return sorted;
}

}  // namespace build
