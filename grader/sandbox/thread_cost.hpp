// What this machine takes to set a thread to work: time in which nothing is computed.

#pragma once

#include <chrono>

namespace sandbox {

struct ThreadCost {
  std::chrono::nanoseconds start;  // from a thread's creation to its first instruction
  std::chrono::nanoseconds wake;   // from a notification to who waited for it
};

// Of many tries what the quickest tenth take: others can only make them slower.
ThreadCost thread_cost();

}  // namespace sandbox
