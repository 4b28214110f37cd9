// Text that nobody has vetted (what a program printed, a student's source line),
// made fit to be shown: it can neither steer a terminal nor disguise itself.
//
// All of these are pure. None of them escapes what a format gives a meaning to:
// see markdown_text.hpp.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace report {

// Terminal control sequences are removed, up to the end of their line at most.
// Other control characters, bytes that are not UTF-8 and characters that are
// invisible or change the direction of writing become '?'. CR LF and a lone CR
// end a line; a tab becomes four spaces. The result is valid UTF-8.
std::string printable(std::string_view text);

// The same on one line: ends of lines become spaces, and none remain at the ends.
std::string printable_line(std::string_view text);

// Columns that printable text takes on a terminal.
std::size_t columns(std::string_view text);

// A printable line cut to at most `limit` columns, ending in "..." if it was longer.
std::string cut(std::string_view line, std::size_t limit);

}  // namespace report
