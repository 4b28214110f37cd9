// Which submissions of an exercise are nearly the same, as `sim_c++ -p` of Debian's
// package similarity-tester counts it: by tokens, whatever the names, the layout and
// the comments are. Pure.
//
// No verdict: short exercises look alike by nature. Who pads a copy with much code that
// does nothing is not seen.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace batch {

struct Pair {
  std::size_t one = 0;  // places of two submissions in the class, the lower first
  std::size_t other = 0;
  // Of what each has beyond the course's own text at least so much stands in the other
  // one too.
  int percent = 0;

  bool operator==(const Pair&) const = default;
};

struct Similarity {
  std::vector<Pair> pairs;            // the most similar first
  std::vector<std::size_t> too_long;  // places of submissions that nobody compared
  std::string problem;                // why nothing was compared; else empty

  bool operator==(const Similarity&) const = default;
};

// A pair counts from so many percent on, if both have so many tokens of their own.
// Measured on half of the mistakes below tests/wrong, without README: pairs that share 95 % of
// their tokens in order, names included: 452 of 452; pairs that share less than 80 %: 0 of 121.
inline constexpr int kNear = 80;
inline constexpr int kFewestTokens = 50;

// Of submissions at places below `places`, each in a file 0.cpp, 1.cpp, ...: `shares`
// is what sim_c++ says of each file and the course's text, with the files' sizes;
// `pairs` what it says of each file and each other one. Lines that say something else
// are skipped.
std::vector<Pair> near_pairs(std::size_t places, std::string_view shares, std::string_view pairs);

// The C++ blocks of a Markdown text, one after the other.
std::string code_blocks(std::string_view markdown);

// For the store, and back. Throws nlohmann::json::exception if `text` is none.
std::string as_text(const Similarity& similarity);
Similarity similarity_from(const std::string& text);

}  // namespace batch
