#include "submission/preprocessed.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace submission {
namespace {

struct Marker {
  int line = 0;
  std::string file;
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
  return marker;
}

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, text.find('\n', at) - at);
}

// Reads the text of one file up to the next marker; returns where that is.
std::size_t take_stretch(std::string_view text, std::size_t from, int first_line,
                         std::vector<Token>& tokens) {
  Lexer lexer(text, from);
  Token token;
  while (lexer.next(token)) {
    if (token.starts_line && token.is("#")) {
      const std::size_t start = text.rfind('\n', lexer.position() - 1) + 1;
      if (read_marker(line_at(text, start))) {
        return start;
      }
    }
    token.line += first_line - 1;
    tokens.push_back(token);
  }
  return text.size();
}

}  // namespace

std::vector<Stretch> own_tokens(std::string_view preprocessed,
                                const std::function<bool(const std::string& file)>& is_own) {
  std::vector<Stretch> stretches;
  std::size_t at = 0;
  while (at < preprocessed.size()) {
    const std::string_view line = line_at(preprocessed, at);
    const std::size_t next = at + line.size() + 1;
    const std::optional<Marker> marker = read_marker(line);
    at = next;
    if (marker && is_own(marker->file)) {
      if (stretches.empty() || stretches.back().file != marker->file) {
        stretches.push_back({marker->file, {}});
      }
      at = take_stretch(preprocessed, next, marker->line, stretches.back().tokens);
    }
  }
  return stretches;
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
