#include "report/printable.hpp"

#include <algorithm>
#include <array>

namespace report {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

struct Range {
  char32_t first;
  char32_t last;
};

// Invisible, or changing the direction of writing: what makes text look like
// other text (CVE-2021-42574). And the control characters beyond ASCII.
constexpr std::array<Range, 8> kDeceptive{{{0x80, 0x9F},
                                           {0xAD, 0xAD},
                                           {0x61C, 0x61C},
                                           {0x200B, 0x200F},
                                           {0x2028, 0x202E},
                                           {0x2060, 0x206F},
                                           {0xFEFF, 0xFEFF},
                                           {0xE0000, 0xE0FFF}}};

// Two columns wide on a terminal: East Asian characters and pictures.
constexpr std::array<Range, 7> kWide{{{0x1100, 0x115F},
                                      {0x2E80, 0xA4CF},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE30, 0xFF60},
                                      {0x1F300, 0x1FAFF},
                                      {0x20000, 0x3FFFD}}};

constexpr Range kCombining{0x300, 0x36F};

bool holds(const Range& range, char32_t code) { return range.first <= code && code <= range.last; }

template <std::size_t N>
bool holds(const std::array<Range, N>& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& range) { return holds(range, code); });
}

// The first character of `text`, which is not empty. Well-formed as in table
// 3-7 of the Unicode standard: no overlong forms, no surrogates.
Character first_of(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) {
    return {.code = lead, .bytes = 1, .valid = true};
  }
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) {
    return {};
  }
  char32_t code = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) {
      return {};
    }
    code = (code << 6U) | (next & 0x3FU);
  }
  const std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < smallest[bytes] || code > 0x10FFFF || surrogate) {
    return {};
  }
  return {.code = code, .bytes = bytes, .valid = true};
}

// Bytes of the control sequence that begins after ESC (ECMA-48, and xterm's
// strings): those of `rest` that belong to it.
std::size_t length_of_sequence(std::string_view rest) {
  const std::size_t line = std::min(rest.find_first_of("\r\n"), rest.size());
  rest = rest.substr(0, line);
  if (rest.empty()) {
    return 0;
  }
  const auto between = [](char c, char low, char high) { return low <= c && c <= high; };
  std::size_t at = 1;
  if (rest.front() == '[') {
    while (at < rest.size() && between(rest[at], ' ', '?')) {
      ++at;
    }
    return at < rest.size() && between(rest[at], '@', '~') ? at + 1 : at;
  }
  if (std::string_view("]PX^_").find(rest.front()) != std::string_view::npos) {
    while (at < rest.size() && rest[at] != '\a' && rest[at] != '\x1b') {
      ++at;
    }
    const bool ends_in_two = at + 1 < rest.size() && rest[at] == '\x1b' && rest[at + 1] == '\\';
    return std::min(rest.size(), at + (ends_in_two ? 2 : 1));
  }
  while (at < rest.size() && between(rest[at - 1], ' ', '/')) {
    ++at;
  }
  return between(rest[at - 1], ' ', '~') ? at : at - 1;
}

std::size_t columns_of(char32_t code) {
  return holds(kCombining, code) ? 0 : holds(kWide, code) ? 2 : 1;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character next = first_of(text);
    const std::string_view bytes = text.substr(0, next.bytes);
    text.remove_prefix(next.bytes);
    if (bytes == "\x1b") {
      text.remove_prefix(length_of_sequence(text));
    } else if (bytes == "\r") {
      result += text.starts_with('\n') ? "" : "\n";
    } else if (bytes == "\t") {
      result += "    ";
    } else if (bytes == "\n") {
      result += bytes;
    } else if (!next.valid || next.code < 0x20 || next.code == 0x7F ||
               holds(kDeceptive, next.code)) {
      result += '?';
    } else {
      result += bytes;
    }
  }
  return result;
}

std::string printable_line(std::string_view text) {
  std::string line = printable(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  const std::size_t first = line.find_first_not_of(' ');
  const std::size_t last = line.find_last_not_of(' ');
  return first == std::string::npos ? std::string() : line.substr(first, last - first + 1);
}

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    const Character next = first_of(text);
    sum += columns_of(next.code);
    text.remove_prefix(next.bytes);
  }
  return sum;
}

std::string cut(std::string_view line, std::size_t limit) {
  if (line.size() <= limit || columns(line) <= limit) {
    return std::string(line);
  }
  const std::string_view dots = std::string_view("...").substr(0, limit);
  std::size_t bytes = 0;
  std::size_t taken = 0;
  while (bytes < line.size()) {
    const Character next = first_of(line.substr(bytes));
    if (taken + columns_of(next.code) + dots.size() > limit) {
      break;
    }
    taken += columns_of(next.code);
    bytes += next.bytes;
  }
  return std::string(line.substr(0, bytes)).append(dots);
}

}  // namespace report
