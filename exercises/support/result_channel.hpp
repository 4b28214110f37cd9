// The private line between this program and the grader that started it.
//
// The grader passes one end of a socket pair and writes a nonce into it before
// the program starts. The nonce is read before any other code of the program
// runs, static initialisers included, and every message sent back carries it:
// code that does not know the nonce cannot speak in the program's name.
// Without a grader (ctest, a debugger, a terminal) the channel is closed and
// messages go nowhere.
//
// Format: one JSON object a line, in both directions. Not thread-safe: only
// the main thread speaks.

#pragma once

#include <nlohmann/json.hpp>
#include <optional>

namespace course::support::result_channel {

// True if a grader is listening.
bool is_open();

// Sends `message` with the nonce added. Throws std::system_error if the grader
// is gone.
void send(nlohmann::json message);

// The grader's next request; nothing once it has no more.
std::optional<nlohmann::json> receive();

// For a child of this process: closes the line here.
void close();

}  // namespace course::support::result_channel
