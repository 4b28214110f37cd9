// What a compiler sees of a submission: the tokens that are left after
// preprocessing, without those of the system's headers.
//
// The file and line of a token come from the preprocessor's line markers. That
// is sound only because `#line` and `# 1 "file"` are refused in the text
// itself (source_policy.hpp).

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "submission/tokens.hpp"

namespace submission {

// Tokens that follow each other in one file.
struct Stretch {
  std::string file;           // as the preprocessor names it
  std::vector<Token> tokens;  // their lines are lines of `file`
};

// `preprocessed`: what `clang -E` prints. `is_own` tells by its name whether a
// file's tokens are wanted.
std::vector<Stretch> own_tokens(std::string_view preprocessed,
                                const std::function<bool(const std::string& file)>& is_own);

// A text in two: what the files that `is_known` names hold, with what they include,
// and the rest, whose lines keep their numbers.
struct KnownAndRest {
  std::string known;
  std::string rest;
};
KnownAndRest set_apart(std::string_view preprocessed,
                       const std::function<bool(const std::string& file)>& is_known);

// Equal for equal code: the tokens' texts, whatever line they stand on.
std::string fingerprint(const std::vector<Stretch>& stretches);

}  // namespace submission
