// Data races by happens-before: for each eight bytes of memory, who wrote them
// last and who has read them since, each with the tick of its thread.
//
// A race is two accesses to the same byte, at least one a write and at least one
// not atomic, neither of which happens before the other.

#pragma once

#include <cstddef>
#include <cstdint>

namespace explore {

// The calling thread touches memory. Ends the schedule if that is a race.
void touch(const void* address, std::size_t bytes, bool write, bool atomic,
           const void* return_address);

// Memory that begins a new life: what came before is forgotten.
void renew(const void* address, std::size_t bytes);

}  // namespace explore
