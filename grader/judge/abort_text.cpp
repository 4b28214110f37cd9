#include "judge/abort_text.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace judge {
namespace {

constexpr std::string_view kTerminate = "terminate called ";
constexpr std::string_view kThrown = "terminate called after throwing an instance of '";
constexpr std::string_view kWhat = "  what():  ";
constexpr std::string_view kAssertion = ": Assertion '";

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, text.find('\n', at) - at);
}

std::string_view up_to(std::string_view text, std::string_view end) {
  return text.substr(0, text.find(end));
}

std::string_view last_of(std::string_view text, char separator) {
  const auto at = text.rfind(separator);
  return at == std::string_view::npos ? text : text.substr(at + 1);
}

// What an assertion of the library asks for, and what that means for the caller.
std::string advice_for(std::string_view condition) {
  constexpr std::array<std::pair<std::string_view, const char*>, 5> kKnown{{
      {"empty()", "the container is empty: it has no such element"},
      {"size()", "an index lies beyond the end"},
      {"_M_is_engaged", "the optional holds nothing: ask has_value() first"},
      {"pointer()", "the pointer is null: it was never set, or moved from"},
      {"nullptr", "the pointer is null: it was never set, or moved from"},
  }};
  for (const auto& [part, advice] : kKnown) {
    if (condition.find(part) != std::string_view::npos) {
      return advice;
    }
  }
  return "look up what that function asks of its caller";
}

// "std::vector<int>::operator[]", or "<optional>" where the function has a name that
// only the library knows.
std::string function_in(std::string_view place) {
  const std::string_view file = last_of(up_to(place, ":"), '/');
  const std::string_view signature = place.substr(0, place.find(" [_"));
  const auto start = signature.find("std::");
  const auto end = signature.rfind('(');
  if (start != std::string_view::npos && end != std::string_view::npos && start < end) {
    const std::string_view name = signature.substr(start, end - start);
    if (name.find("::_") == std::string_view::npos) {
      return std::string(name);
    }
  }
  return fmt::format("<{}>", file);
}

// `FILE:LINE: FUNCTION [TYPES]: Assertion 'CONDITION' failed.`
std::optional<AbortText> read_library_assertion(std::string_view line) {
  const auto at = line.find(kAssertion);
  if (at == std::string_view::npos || line.find("/c++/") > at || !line.ends_with("' failed.")) {
    return std::nullopt;
  }
  const std::string_view condition = up_to(line.substr(at + kAssertion.size()), "' failed.");
  return AbortText{.headline = fmt::format("the standard library stopped the program: {} needs {}",
                                           function_in(line.substr(0, at)), condition),
                   .advice = advice_for(condition)};
}

AbortText read_terminate(std::string_view line, std::string_view next) {
  if (!line.starts_with(kThrown)) {
    return {.headline = "std::terminate ended the program, and no exception was under way",
            .advice =
                "most likely a thread was destroyed that nobody had joined: join it on every "
                "path, exceptions included"};
  }
  const std::string_view type = up_to(line.substr(kThrown.size()), "'");
  const std::string what =
      next.starts_with(kWhat) ? fmt::format(": {}", next.substr(kWhat.size())) : std::string();
  return {.headline = fmt::format("nobody caught an exception of type {}{}", type, what),
          .advice =
              "an exception must not leave a thread's function, a destructor or a noexcept "
              "function: catch it there, and hand it to whoever waits for the result"};
}

}  // namespace

std::optional<AbortText> read_abort(std::string_view errors) {
  std::optional<AbortText> last;
  for (std::size_t at = 0; at < errors.size();) {
    const std::string_view line = line_at(errors, at);
    at += line.size() + 1;
    if (line.starts_with(kTerminate)) {
      last = read_terminate(line, at < errors.size() ? line_at(errors, at) : std::string_view());
    } else if (auto assertion = read_library_assertion(line)) {
      last = std::move(assertion);
    }
  }
  return last;
}

}  // namespace judge
