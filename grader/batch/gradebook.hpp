// The points of a class as CSV (RFC 4180), one line for each submission. Pure.

#pragma once

#include <string>

#include "batch/class_list.hpp"

namespace batch {

// A column for each exercise, empty where nothing was handed in; then the sum, what
// was possible, what the machine could not measure, and remarks for a person.
std::string gradebook(const ClassList& list);

}  // namespace batch
