// One call in a process of its own, timed and looked at from outside.
//
// The caller forks; the child makes the call and stays until it is asked for
// what the call gave. So nothing that the call caches, starts or changes lasts
// longer than the call, and the clock that times it runs where no code of the
// call ever ran. The child has neither the line to the grader nor anything else
// that this process does not share on purpose.
//
// Call it while no other thread runs: fork copies only the calling one.

#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>

namespace course::support {

struct ChildCall {
  std::chrono::nanoseconds wall{};
  std::chrono::nanoseconds cpu{};  // of the child and of what it waited for
  std::string result;              // bytes, as `result` gave them
};

// The call threw; what() is the exception's.
class CallFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The call left threads, processes or descriptors behind: "1 thread".
class LeftBehind : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Makes `call` in a child, after `prepare` and before `result`, which are not
// timed. Memory that a child inherits is slow at its first touch: that comes before
// the call, too. If the child ends before it is asked
// for the result, this process ends in the same way. Throws CallFailed,
// LeftBehind, and std::system_error if there can be no child.
ChildCall call_in_child(const std::function<void()>& prepare, const std::function<void()>& call,
                        const std::function<std::string()>& result);

}  // namespace course::support
