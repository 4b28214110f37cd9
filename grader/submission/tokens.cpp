#include "submission/tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace submission {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool begins_identifier(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool continues_identifier(char c) { return begins_identifier(c) || is_digit(c); }

bool is_newline(char c) { return c == '\n' || c == '\r'; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\0'; }

bool is_raw_prefix(std::string_view text) {
  return text == "R" || text == "u8R" || text == "uR" || text == "UR" || text == "LR";
}

bool is_prefix(std::string_view text) {
  return text == "u8" || text == "u" || text == "U" || text == "L";
}

constexpr std::array<std::pair<std::string_view, char>, 5> kDigraphs{
    {{"%:", '#'}, {"<:", '['}, {":>", ']'}, {"<%", '{'}, {"%>", '}'}}};

}  // namespace

// A backslash, perhaps blanks, and the end of a line: no text at all.
std::size_t Lexer::skip_splices(std::size_t at, int* lines) const {
  while (at < text_.size() && text_[at] == '\\') {
    std::size_t end = at + 1;
    while (end < text_.size() && is_blank(text_[end])) {
      ++end;
    }
    if (end >= text_.size() || !is_newline(text_[end])) {
      return at;
    }
    at = end + (text_.substr(end, 2) == "\r\n" ? 2 : 1);
    if (lines != nullptr) {
      ++*lines;
    }
  }
  return at;
}

// '\0' at the end, and for a NUL, which is a blank.
char Lexer::peek(std::size_t ahead) const {
  std::size_t at = skip_splices(at_, nullptr);
  for (; ahead > 0 && at < text_.size(); --ahead) {
    at = skip_splices(at + 1, nullptr);
  }
  return at < text_.size() ? text_[at] : '\0';
}

char Lexer::take() {
  at_ = skip_splices(at_, &line_);
  if (at_ >= text_.size()) {
    return '\0';
  }
  const char c = text_[at_++];
  if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') {
    ++at_;
  }
  line_ += is_newline(c) ? 1 : 0;
  return c;
}

void Lexer::take_rest_of_line_comment() {
  while (skip_splices(at_, nullptr) < text_.size() && !is_newline(peek())) {
    take();
  }
}

void Lexer::take_rest_of_block_comment() {
  take();
  take();
  while (skip_splices(at_, nullptr) < text_.size()) {
    if (take() == '*' && peek() == '/') {
      take();
      return;
    }
  }
}

// False at the end of the text.
bool Lexer::skip_space_and_comments() {
  while (skip_splices(at_, nullptr) < text_.size()) {
    const char c = peek();
    if (is_newline(c)) {
      take();
      starts_line_ = true;
    } else if (is_blank(c)) {
      take();
    } else if (c == '/' && peek(1) == '/') {
      take_rest_of_line_comment();
    } else if (c == '/' && peek(1) == '*') {
      take_rest_of_block_comment();
    } else {
      return true;
    }
  }
  return false;
}

void Lexer::take_quoted(Token& token, char quote) {
  token.kind = quote == '"' ? Token::Kind::string : Token::Kind::character;
  token.text += take();
  while (skip_splices(at_, nullptr) < text_.size() && !is_newline(peek())) {
    const char c = take();
    token.text += c;
    if (c == '\\' && !is_newline(peek())) {
      token.text += take();
    } else if (c == quote) {
      return;
    }
  }
}

// From the quote on. Line splices are text here.
void Lexer::take_raw_string(Token& token) {
  token.kind = Token::Kind::string;
  at_ = skip_splices(at_, &line_);
  const std::size_t open = text_.find('(', at_);
  std::size_t end = text_.size();
  if (open != std::string_view::npos) {
    const std::string close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
    const std::size_t found = text_.find(close, open);
    end = found == std::string_view::npos ? end : found + close.size();
  }
  const std::string_view raw = text_.substr(at_, end - at_);
  line_ += static_cast<int>(std::count(raw.begin(), raw.end(), '\n'));
  token.text += raw;
  at_ = end;
}

void Lexer::take_identifier(Token& token) {
  token.kind = Token::Kind::identifier;
  while (continues_identifier(peek())) {
    token.text += take();
  }
  if (peek() == '"' && is_raw_prefix(token.text)) {
    take_raw_string(token);
  } else if ((peek() == '"' || peek() == '\'') && is_prefix(token.text)) {
    take_quoted(token, peek());
  }
}

void Lexer::take_number(Token& token) {
  token.kind = Token::Kind::number;
  while (true) {
    const char c = peek();
    const char last = token.text.empty() ? '\0' : token.text.back();
    const bool exponent = last == 'e' || last == 'E' || last == 'p' || last == 'P';
    if (continues_identifier(c) || c == '.' || (exponent && (c == '+' || c == '-')) ||
        (c == '\'' && continues_identifier(peek(1)))) {
      token.text += take();
    } else {
      return;
    }
  }
}

void Lexer::take_punctuation(Token& token) {
  token.kind = Token::Kind::punctuation;
  const std::array<char, 2> two{peek(), peek(1)};
  for (const auto& [spelling, meaning] : kDigraphs) {
    if (std::string_view(two.data(), two.size()) == spelling) {
      take();
      take();
      token.text = meaning;
      return;
    }
  }
  token.text = take();
}

bool Lexer::next(Token& token) {
  if (!skip_space_and_comments()) {
    return false;
  }
  at_ = skip_splices(at_, &line_);
  token = Token{.kind = {}, .text = {}, .line = line_, .starts_line = starts_line_};
  starts_line_ = false;
  const char c = peek();
  if (begins_identifier(c)) {
    take_identifier(token);
  } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
    take_number(token);
  } else if (c == '"' || c == '\'') {
    take_quoted(token, c);
  } else {
    take_punctuation(token);
  }
  return true;
}

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  Lexer lexer(text);
  for (Token token; lexer.next(token);) {
    tokens.push_back(std::move(token));
  }
  return tokens;
}

bool stands_at(const std::vector<Token>& tokens, std::size_t at, const std::vector<Token>& wanted) {
  if (tokens.size() - at < wanted.size()) {
    return false;
  }
  return std::equal(wanted.begin(), wanted.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at),
                    [](const Token& a, const Token& b) { return a.text == b.text; });
}

}  // namespace submission
