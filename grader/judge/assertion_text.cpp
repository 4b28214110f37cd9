#include "judge/assertion_text.hpp"

#include <fmt/format.h>

#include <array>
#include <sstream>
#include <string_view>
#include <vector>

namespace judge {
namespace {

std::string trim(const std::string& text) {
  const auto start = text.find_first_not_of(" \t");
  const auto end = text.find_last_not_of(" \t\r");
  return start == std::string::npos ? std::string() : text.substr(start, end - start + 1);
}

// The lines that say something, without differences of texts and without the
// traces that GoogleTest puts at the end.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  bool difference = false;
  for (std::string line; std::getline(stream, line) && line != "Google Test trace:";) {
    const bool marked = line.find_first_of("@+- ") == 0;
    difference = line == "With diff:" || (difference && marked);
    if (!difference && !trim(line).empty()) {
      lines.push_back(line);
    }
  }
  return lines;
}

// Lines that GoogleTest itself writes, as opposed to the author's.
bool is_framework_line(const std::string& line) {
  constexpr std::array<std::string_view, 8> kStarts{" ",
                                                    "Expected: ",
                                                    "Expected equality of these values:",
                                                    "Value of: ",
                                                    "Actual: ",
                                                    "Failed",
                                                    "C++ exception",
                                                    "Unknown C++ exception"};
  for (const std::string_view start : kStarts) {
    if (line.starts_with(start)) {
      return true;
    }
  }
  return line.find(" evaluates to ") != std::string::npos;
}

// True if the message is about an exception that was thrown.
bool tells_of_an_exception(const std::string& message) {
  constexpr std::string_view kThrows = "  Actual: it throws ";
  const auto throws = message.find(kThrows);
  return message.find("C++ exception") != std::string::npos ||
         (throws != std::string::npos &&
          message.compare(throws + kThrows.size(), 8, "nothing.") != 0);
}

// `C++ exception with description "words" thrown in the test body.`
std::string thrown_text(const std::string& message) {
  constexpr std::string_view kBefore = "with description \"";
  const auto start = message.find(kBefore);
  const auto end = message.rfind('"');
  if (start == std::string::npos || end <= start + kBefore.size()) {
    return {};
  }
  return message.substr(start + kBefore.size(), end - start - kBefore.size());
}

// "sum" or "sum is 3", if the next line says "Which is: 3".
std::string operand(const std::vector<std::string>& lines, std::size_t& at) {
  constexpr std::string_view kWhich = "Which is: ";
  std::string text = trim(lines[at++]);
  if (at < lines.size() && trim(lines[at]).starts_with(kWhich)) {
    text += " is " + trim(lines[at++]).substr(kWhich.size());
  }
  return text;
}

std::string after(const std::string& line, std::string_view start) {
  const std::string text = trim(line);
  return text.starts_with(start) ? text.substr(start.size()) : text;
}

}  // namespace

AssertionText read_assertion(const std::string& message) {
  const std::vector<std::string> lines = lines_of(message);
  if (lines.empty()) {
    return {"the test failed", false};
  }
  if (tells_of_an_exception(message)) {
    const std::string thrown = thrown_text(message);
    if (thrown.ends_with(" is not written yet")) {
      return {thrown, true};
    }
    if (is_framework_line(lines.back())) {
      return {"an exception came out: " + (thrown.empty() ? trim(lines.back()) : thrown), true};
    }
  }
  if (!is_framework_line(lines.back())) {
    return {trim(lines.back()), false};
  }
  if (lines.front() == "Expected equality of these values:" && lines.size() >= 3) {
    std::size_t at = 1;
    const std::string left = operand(lines, at);
    const std::string right = at < lines.size() ? operand(lines, at) : std::string();
    return {fmt::format("{}, but should equal {}", left, right), false};
  }
  if (const auto where = lines.front().rfind(", where"); where != std::string::npos) {
    return {lines.front().substr(0, where), false};
  }
  if (lines.front().starts_with("Value of: ") && lines.size() >= 3 &&
      trim(lines[1]).starts_with("Actual: ")) {
    return {fmt::format("{} is {}, not {}", after(lines[0], "Value of: "),
                        after(lines[1], "Actual: "), after(lines[2], "Expected: ")),
            false};
  }
  std::vector<std::string> trimmed;
  for (const std::string& line : lines) {
    trimmed.push_back(trim(line));
    if (trimmed.back().ends_with('.')) {
      trimmed.back().pop_back();
    }
  }
  return {fmt::format("{}", fmt::join(trimmed, "; ")), false};
}

}  // namespace judge
