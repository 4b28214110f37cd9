#pragma once

#include <chrono>
#include <stdexcept>

namespace course {

// A moment, not a duration: it stays where it is, however long the waits for it
// are cut into pieces.
using Deadline = std::chrono::steady_clock::time_point;

// Never passes.
inline constexpr Deadline kNever = Deadline::max();

// Thrown when not all results are there by the deadline.
class DeadlineExceeded : public std::runtime_error {
 public:
  DeadlineExceeded() : std::runtime_error("the deadline has passed") {}
};

}  // namespace course
