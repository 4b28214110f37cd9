// A class as a page for a browser: one file, no network. Pure.

#pragma once

#include <string>

#include "batch/class_list.hpp"

namespace batch {

// Links to reports/NAME.html beside it, see report_name().
std::string class_page(const ClassList& list);

// A file's name for the submission: letters, digits, '.', '-' and '_' of its name,
// and what keeps two of them apart.
std::string report_name(const std::string& submission);

}  // namespace batch
