// What the models remember of each object that threads synchronise with.

#pragma once

#include <cstdint>

#include "explore/happens_before.hpp"

namespace explore {

struct Object {
  int owner = -1;                // of a lock: thread that holds it for writing
  unsigned depth = 0;            // of a recursive lock
  std::uint64_t readers = 0;     // of a read-write lock: a bit for each thread
  unsigned value = 0;            // of a semaphore or barrier
  unsigned arrived = 0;          // of a barrier
  std::uint64_t round = 0;       // of a barrier
  std::uint32_t held_since = 0;  // step at which the owner took it
  std::uint32_t notified = 0;    // step of the last notification + 1; 0: none
  // Of a robust mutex: what becomes of it when its owner dies.
  enum class Health : std::uint8_t { plain, robust, owner_died, inconsistent, lost };
  Health health = Health::plain;
  VectorClock released;  // what whoever takes it learns
};

// The object at an address; a new one at first. Ends the schedule if there are
// too many.
Object& object_at(const void* address);

// Forgets it: its memory may become something else.
void forget(const void* address);

// The robust mutexes of a thread that ends.
void leave_locks(int owner);

}  // namespace explore
