// Printable text set in columns. Pure.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace report {

using Lines = std::vector<std::string>;

// Lines without their ends; a newline at the very end begins no further line.
Lines lines_of(std::string_view text);

// Words in lines of at most `limit` columns, the first of which begins with
// `first` and the others with `rest`. A word that is wider stands alone.
Lines wrap(std::string_view words, std::size_t limit, std::string_view first,
           std::string_view rest);
Lines wrap(std::string_view words, std::size_t limit, std::string_view indent);

// Two blocks beside each other, `gap` columns apart, the left one `left_width` wide.
Lines side_by_side(const Lines& left, const Lines& right, std::size_t left_width, std::size_t gap);

// True if no line is wider.
bool fits(const Lines& lines, std::size_t limit);

// `text` with blanks behind it, `width` columns in all.
std::string padded(std::string_view text, std::size_t width);

}  // namespace report
