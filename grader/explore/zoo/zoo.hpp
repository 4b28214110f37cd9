#pragma once

// What every program of the zoo shares. It synchronises nothing.

#include <cstdio>
#include <cstdlib>

// Ends the program by std::abort() if the condition is false.
inline void must(bool condition, const char* promise) {
  if (!condition) {
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
  }
}
