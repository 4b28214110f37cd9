// One thing in a submission that the course does not grant.

#pragma once

#include <string>

namespace submission {

struct Breach {
  std::string file;  // as the compiler names it: "03-locks/bank.cpp"; empty if unknown
  int line = 0;      // 0: unknown
  std::string what;  // "_exit", "inline assembly"
  std::string why;   // one sentence, without its full stop
  std::string advice;
};

}  // namespace submission
