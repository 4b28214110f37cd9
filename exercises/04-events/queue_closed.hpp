#pragma once

#include <stdexcept>

namespace course {

// Thrown by a push into a queue that takes nothing any more.
class QueueClosed : public std::runtime_error {
 public:
  QueueClosed() : std::runtime_error("the queue is closed") {}
};

}  // namespace course
