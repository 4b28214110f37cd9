// A program that the user talks to, in this terminal: a debugger. It runs with
// all that the user may do, and for as long as the user likes.

#pragma once

#include <string>
#include <vector>

namespace sandbox {

// Looked for in PATH; empty if there is none.
std::string find_program(const std::string& name);

// Until it has ended. What Ctrl-C means is its own business meanwhile. Returns its
// exit code, or 128 and its signal; throws std::system_error if it cannot be started.
int run_in_foreground(const std::vector<std::string>& arguments);

}  // namespace sandbox
