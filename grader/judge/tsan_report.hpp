// ThreadSanitizer's log, read. There is no machine-readable form: this reads
// what clang 16 to 19 print.

#pragma once

#include <string>
#include <vector>

namespace judge {

struct Frame {
  std::string function;
  std::string file;  // empty if unknown
  int line = 0;
};

// "Write of size 8 at 0x... by thread T2 (mutexes: write M0):" and its frames.
struct Stack {
  std::string title;
  std::vector<Frame> frames;
};

struct TsanReport {
  std::string kind;  // "data race", "lock-order-inversion (potential deadlock)"
  std::vector<Stack> stacks;
  std::string variable;  // the global that is raced for, if it is one
  std::string text;      // the report as printed
};

std::vector<TsanReport> read_tsan_log(const std::string& log);

// True if the program could not start under ThreadSanitizer on this machine.
bool tsan_could_not_start(const std::string& text);

}  // namespace judge
