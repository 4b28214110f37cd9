#pragma once

// What every program of the zoo shares. It synchronises nothing.
// The programs are compiled with grader/ as an include folder.

#include <cstdio>
#include <cstdlib>

// Ends the program by std::abort() if the condition is false.
inline void must(bool condition, const char* promise) {
  if (!condition) {
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
  }
}
