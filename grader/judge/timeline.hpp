// Who did what when in one run: a picture that a test of the course made, kept
// as data so that every report can draw it, and as the text that the course drew.

#pragma once

#include <string>
#include <vector>

namespace judge {

struct Span {
  double from_ms = 0;  // since the beginning of the picture
  double to_ms = 0;
  std::string what;  // "runs", "waits", "sleeps", "native"
};

struct Lane {
  std::string name;  // "thread 1"
  std::vector<Span> spans;
};

struct Timeline {
  std::string title;
  std::vector<Lane> lanes;
  std::vector<std::string> drawing;  // lines
};

}  // namespace judge
