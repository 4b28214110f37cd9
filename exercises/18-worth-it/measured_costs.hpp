// What the benchmarks know of this machine: the costs of a step and of a thread,
// measured by the course's own code.

#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <ratio>

#include "worth_it.hpp"

namespace course {

// How long `call` takes: the median of `calls` calls. `calls` must not be 0.
std::chrono::duration<double, std::nano> median_time(std::size_t calls,
                                                     const std::function<void()>& call);

// Measured when it is asked for the first time, and the same ever after. An
// input asks for it when it is made, which the benchmark does in its own process
// before the first round; the processes of the timed calls inherit it. Ask for
// the first time while no other thread runs.
const Costs& measured_costs();

}  // namespace course
