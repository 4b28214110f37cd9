// What isolation costs: how much longer it takes to start a program that does
// nothing.

#pragma once

#include <chrono>

#include "sandbox/runner.hpp"

namespace sandbox {

// The median of `pairs` differences; the two starts of a pair follow each other
// in turn, so that a machine that gets busy slows both.
std::chrono::duration<double, std::milli> start_cost(const Runner& isolated, const Runner& bare,
                                                     int pairs);

}  // namespace sandbox
