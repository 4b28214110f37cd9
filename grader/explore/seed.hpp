// The name of a schedule: text that holds all that is needed to run it again.
//
//   random-4711      random walk, with that number as the seed of its choices
//   pos-4711         partial order sampling
//   pct3-230-4711    PCT of depth 3 for executions of about 230 steps
//
// and then, for what the surroundings may do, +time, +wakeups or +time+wakeups.
// Pure functions; they allocate nothing.

#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "explore/strategy.hpp"

namespace explore {

// Ends with a zero.
using SeedText = std::array<char, 80>;

// Of a plan that is not guided.
SeedText text_of(const Plan& plan);

// Nothing if the text is not exactly one that text_of() gives.
std::optional<Plan> plan_of(std::string_view text);

// Sets kind and depth: random, pos, pct1 to pct9. False if it is none of these.
bool set_strategy(std::string_view name, Plan& plan);

// Sets time and wakeups: names with commas between them, or none. False if one
// is neither.
bool set_adversary(std::string_view names, Plan& plan);

}  // namespace explore
