// Where in the program's own file an operation was asked for.

#pragma once

#include <cstdint>

#include "explore/ledger.hpp"

// A function of the runtime that calls the program: stacks are told up to here.
#define EXPLORE_EDGE __attribute__((section("explore_edge"), noinline))

namespace explore {

// True while the calling thread walks along its stack. The unwinder's own locks
// are none of the program's.
extern constinit thread_local bool walking;

// Learns where the program's file is mapped; once, before any schedule.
void find_the_file();

// The call that returns to this address, as an address of the file; 0 if it is
// not one of the program's own. Addresses of a file fit into 32 bits.
std::uint32_t call_site(std::uintptr_t return_address);

// The innermost call sites of the calling thread, from the one on that returns
// to this address. Changes nothing that a schedule depends on.
Places places_from(const void* return_address);

}  // namespace explore
