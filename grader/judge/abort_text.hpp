// What the C++ library says before it aborts a program, in the course's words.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace judge {

struct AbortText {
  std::string headline;
  std::string advice;
};

// `errors`: what the program wrote to its standard error, where libstdc++ says why:
// an assertion of its own headers, or std::terminate. The last of these; nothing if
// there is none. The program may have written anything.
std::optional<AbortText> read_abort(std::string_view errors);

}  // namespace judge
