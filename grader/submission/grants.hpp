// The functions of the system that a submission may call, by what the
// exercise's manifest allows.
//
// A list of what is granted, not of what is refused: what nobody thought of is
// refused.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace submission {

// `allow`: "processes", "files", "network", "shared-memory". `name`: a C
// function or variable. Memory, threads, clocks, mathematics and printing are
// always granted.
bool is_granted(std::string_view name, const std::vector<std::string>& allow);

// What would have to be allowed: "processes", or nothing if nothing grants it.
std::string_view granted_by(std::string_view name);

}  // namespace submission
