#pragma once

#include <stdexcept>

namespace course {

// Thrown by a submit to a pool that takes nothing any more.
class PoolClosed : public std::runtime_error {
 public:
  PoolClosed() : std::runtime_error("the pool is closed") {}
};

}  // namespace course
