// A schedule in gdb: what it has to be told so that it stops where the schedule
// fails, in the lines of whoever wrote them.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/exercise.hpp"

namespace judge {

struct Debugged {
  std::string seed;
  std::filesystem::path scratch{};               // that the program may write to; empty: none
  std::vector<std::filesystem::path> sources{};  // folders that the exercises' folders lie in
};

// Commands for gdb (-x). The program runs in the seed's order of threads, and
// gdb's first stop shows where each thread is. Pure.
std::string debugger_script(const Debugged& debugged, const course::Exercise& exercise);

}  // namespace judge
