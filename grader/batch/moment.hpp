// A second of the world's time, and its text in ISO 8601. Pure.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace batch {

using Moment = std::chrono::sys_seconds;

// "2026-05-01T23:59:59+02:00", "2026-05-01T23:59Z": nothing else is a moment. Without
// its offset from UTC a time is none; time zones and daylight saving are not known here.
std::optional<Moment> moment(std::string_view text);

// "2026-05-01T21:59:59Z".
std::string in_utc(Moment moment);

}  // namespace batch
