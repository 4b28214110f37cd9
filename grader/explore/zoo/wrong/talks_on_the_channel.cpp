// expect: failed
// channel: the "result"
// A test tells its result where its grader listens, and more than anybody wants
// to hear; then it fails. Nobody but the explorer may be heard there.

#include <unistd.h>

#include <array>
#include <string_view>

#include "explore/zoo/zoo.hpp"

int main() {
  const char* const number = std::getenv("COURSE_RESULT_FD");
  const int channel = number == nullptr ? 2 : std::atoi(number);
  constexpr std::string_view kResult = "the \"result\"\n";
  must(write(channel, kResult.data(), kResult.size()) > 0, "somebody listens");
  std::array<char, 4096> noise{};
  noise.fill('\xff');
  for (int i = 0; number != nullptr && i < 300; ++i) {
    must(write(channel, noise.data(), noise.size()) > 0, "and goes on listening");
  }
  must(false, "this is right");
}
