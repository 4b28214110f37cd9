#include "report/layout.hpp"

#include <algorithm>

#include "report/printable.hpp"

namespace report {

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Lines wrap(std::string_view words, std::size_t limit, std::string_view first,
           std::string_view rest) {
  Lines lines;
  std::string line(first);
  bool empty = true;  // holds no word yet
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    const std::string_view word = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    if (word.empty()) {
      continue;
    }
    if (!empty && columns(line) + 1 + columns(word) > limit) {
      lines.push_back(std::move(line));
      line = rest;
      empty = true;
    }
    line.append(empty ? "" : " ").append(word);
    empty = false;
  }
  lines.push_back(std::move(line));
  return lines;
}

Lines wrap(std::string_view words, std::size_t limit, std::string_view indent) {
  return wrap(words, limit, indent, indent);
}

Lines side_by_side(const Lines& left, const Lines& right, std::size_t left_width, std::size_t gap) {
  Lines lines;
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    std::string line = i < left.size() ? left[i] : std::string();
    if (i < right.size() && !right[i].empty()) {
      line = padded(line, left_width + gap) + right[i];
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

bool fits(const Lines& lines, std::size_t limit) {
  return std::all_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return columns(line) <= limit; });
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t taken = columns(text);
  return std::string(text).append(taken < width ? width - taken : 0, ' ');
}

}  // namespace report
