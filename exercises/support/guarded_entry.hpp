// The guarded entry of a course program: what main calls before anything else, if
// an exercise defines it.
//
// Programs that start themselves anew, as workers, need it. Where it gives a code,
// main returns that at once; where it gives nothing, main goes on.

#pragma once

#include <optional>

namespace course::support {

[[gnu::weak]] std::optional<int> guarded_entry(int argc, char** argv);

}  // namespace course::support
