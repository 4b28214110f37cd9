#include "submission/preprocessed.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace submission {
namespace {

// Where the next line comes from. `begins`: a file that was included; `goes_on`: one
// that included another, which is over.
struct Marker {
  int line = 0;
  std::string file;
  bool begins = false;
  bool goes_on = false;
};

// `# 12 "bank.cpp" 2`
std::optional<Marker> read_marker(std::string_view line) {
  if (!line.starts_with("# ") || line.size() < 3 || line[2] < '0' || line[2] > '9') {
    return std::nullopt;
  }
  Marker marker;
  const char* end = line.data() + line.size();
  const auto number = std::from_chars(line.data() + 2, end, marker.line);
  Token name;
  Lexer lexer(line, static_cast<std::size_t>(number.ptr - line.data()));
  if (!lexer.next(name) || name.kind != Token::Kind::string || name.text.size() < 2) {
    return std::nullopt;
  }
  marker.file = name.text.substr(1, name.text.size() - 2);
  const std::string_view flags = line.substr(lexer.position());
  marker.begins = flags.starts_with(" 1");
  marker.goes_on = flags.starts_with(" 2");
  return marker;
}

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, text.find('\n', at) - at);
}

// Where the next marker begins. Own code is read as tokens, for what looks like a
// marker may be part of a literal.
std::size_t end_of_part(std::string_view text, std::size_t from, bool own) {
  if (own) {
    Lexer lexer(text, from);
    for (Token token; lexer.next(token);) {
      if (token.starts_line && token.is("#")) {
        const std::size_t start = text.rfind('\n', lexer.position() - 1) + 1;
        if (read_marker(line_at(text, start))) {
          return start;
        }
      }
    }
    return text.size();
  }
  while (from < text.size() && !read_marker(line_at(text, from))) {
    from += line_at(text, from).size() + 1;
  }
  return std::min(from, text.size());
}

// Calls take(marker, its line, the text up to the next marker) for one after the other.
template <class IsOwn, class Take>
void for_each_part(std::string_view preprocessed, const IsOwn& is_own, const Take& take) {
  std::size_t at = end_of_part(preprocessed, 0, false);
  while (at < preprocessed.size()) {
    const std::string_view line = line_at(preprocessed, at);
    const Marker marker = *read_marker(line);
    const std::size_t from = std::min(at + line.size() + 1, preprocessed.size());
    at = end_of_part(preprocessed, from, is_own(marker.file));
    take(marker, line, preprocessed.substr(from, at - from));
  }
}

}  // namespace

std::vector<Stretch> own_tokens(std::string_view preprocessed,
                                const std::function<bool(const std::string& file)>& is_own) {
  std::vector<Stretch> stretches;
  for_each_part(preprocessed, is_own,
                [&](const Marker& marker, std::string_view, std::string_view text) {
                  if (!is_own(marker.file)) {
                    return;
                  }
                  if (stretches.empty() || stretches.back().file != marker.file) {
                    stretches.push_back({marker.file, {}});
                  }
                  for (Token& token : tokenize(text)) {
                    token.line += marker.line - 1;
                    stretches.back().tokens.push_back(std::move(token));
                  }
                });
  return stretches;
}

KnownAndRest set_apart(std::string_view preprocessed,
                       const std::function<bool(const std::string& file)>& is_known) {
  KnownAndRest parts;
  int depth = 0;  // of files that include each other, the outermost of them known
  const auto is_own = [](const std::string& file) { return !file.starts_with('/'); };
  for_each_part(
      preprocessed, is_own,
      [&](const Marker& marker, std::string_view line, std::string_view text) {
        const bool was_known = depth > 0;
        if (was_known || (marker.begins && is_known(marker.file))) {
          depth += (marker.begins ? 1 : 0) - (marker.goes_on ? 1 : 0);
        }
        std::string& part = depth > 0 ? parts.known : parts.rest;
        // The rest goes on after a file that is not there any more.
        part += was_known && depth == 0 ? std::string(line).erase(line.rfind("\" 2") + 1, 2) : line;
        part += '\n';
        part += text;
      });
  return parts;
}

std::string fingerprint(const std::vector<Stretch>& stretches) {
  std::string all;
  for (const Stretch& stretch : stretches) {
    for (const Token& token : stretch.tokens) {
      all += token.text;
      all += '\n';
    }
  }
  return all;
}

}  // namespace submission
