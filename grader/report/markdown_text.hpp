// Any text as Markdown and HTML that say just this text. Pure.

#pragma once

#include <string>
#include <string_view>

#include "report/layout.hpp"

namespace report {

// On one line; nothing in it has a meaning in Markdown, HTML, a table, a link or
// a mention. Entities rather than backslashes: they mean nothing anywhere.
std::string escaped(std::string_view text);

// The same, set as code. HTML rather than backticks, which `text` could hold.
std::string code(std::string_view text);

// Printable lines as a block of code, whose fence is longer than any in them.
std::string fenced(const Lines& lines);

}  // namespace report
