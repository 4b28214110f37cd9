// C++ source text as tokens: what the rules on a submission's text look at, so
// that neither comments nor strings nor line splices can hide or fake a name.
//
// A lexer, no preprocessor: directives come as the tokens they are made of.
// Any bytes are tokens of some kind; there are no errors.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace submission {

struct Token {
  enum class Kind {
    identifier,  // keywords too
    number,
    string,      // with its quotes; raw strings too
    character,   // with its quotes
    punctuation  // one character; digraphs are what they stand for
  };

  Kind kind = Kind::punctuation;
  std::string text;
  int line = 1;
  bool starts_line = false;  // the first of a logical line

  bool is(std::string_view wanted) const { return text == wanted; }
  bool is_name(std::string_view wanted) const { return kind == Kind::identifier && text == wanted; }
};

// One token after the other.
class Lexer {
 public:
  // `text` must outlive the lexer.
  explicit Lexer(std::string_view text, std::size_t from = 0) : text_(text), at_(from) {}

  // False at the end.
  bool next(Token& token);

  // Where the next token is looked for.
  std::size_t position() const { return at_; }

 private:
  char peek(std::size_t ahead = 0) const;
  char take();
  std::size_t skip_splices(std::size_t at, int* lines) const;
  bool skip_space_and_comments();
  void take_rest_of_line_comment();
  void take_rest_of_block_comment();
  void take_quoted(Token& token, char quote);
  void take_raw_string(Token& token);
  void take_identifier(Token& token);
  void take_number(Token& token);
  void take_punctuation(Token& token);

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool starts_line_ = true;
};

std::vector<Token> tokenize(std::string_view text);

// True if `wanted`, as tokens, stands in `tokens` from `at` on.
bool stands_at(const std::vector<Token>& tokens, std::size_t at, const std::vector<Token>& wanted);

}  // namespace submission
