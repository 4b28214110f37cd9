#include "report/markdown_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "report/printable.hpp"

namespace report {
namespace {

constexpr std::string_view kMeaningful = "&<>\"|`*_[]{}#~$@\\!^";

// Ends of links and emoji: ":" as in "https://" and ":tada:", "." as in "www.".
bool begins_a_link(std::string_view before, char c, std::string_view after) {
  if (c == '.') {
    return before.size() >= 3 && std::tolower(before.back()) == 'w';
  }
  const char next = after.empty() ? ' ' : after.front();
  return c == ':' && next != ' ' && std::isdigit(static_cast<unsigned char>(next)) == 0;
}

std::size_t longest_run_of_backticks(const std::string& line) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : line) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string escaped(std::string_view text) {
  const std::string line = printable_line(text);
  const std::string_view view = line;
  std::string result;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (kMeaningful.find(c) != std::string_view::npos ||
        begins_a_link(view.substr(0, i), c, view.substr(i + 1))) {
      result += fmt::format("&#{};", static_cast<int>(c));
    } else {
      result += c;
    }
  }
  return result;
}

std::string code(std::string_view text) { return "<code>" + escaped(text) + "</code>"; }

std::string fenced(const Lines& lines) {
  std::size_t fence = 3;
  for (const std::string& line : lines) {
    fence = std::max(fence, longest_run_of_backticks(line) + 1);
  }
  const std::string ticks(fence, '`');
  return fmt::format("{0}text\n{1}\n{0}\n", ticks, fmt::join(lines, "\n"));
}

}  // namespace report
