// Any text as HTML that says just this text. Pure.

#pragma once

#include <string>
#include <string_view>

#include "report/layout.hpp"

namespace report {

// On one line, in an element or in a quoted attribute.
std::string html(std::string_view text);

// Printable lines as a block of code.
std::string html_block(const Lines& lines);

// What may stand in an id or a fragment: letters, digits, '-' and '_'.
std::string html_id(std::string_view text);

}  // namespace report
