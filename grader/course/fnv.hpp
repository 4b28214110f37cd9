// FNV-1a, 64 bits: tells texts apart that nobody chose to be alike.
// http://www.isthe.com/chongo/tech/comp/fnv/

#pragma once

#include <cstdint>
#include <string_view>

namespace course {

// `sum` goes on from an earlier text.
inline std::uint64_t fnv1a(std::string_view text, std::uint64_t sum = 14695981039346656037U) {
  for (const char c : text) {
    sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
  return sum;
}

}  // namespace course
