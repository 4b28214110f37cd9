// What helps a student to go on, as text for whoever shows it.

#pragma once

#include <filesystem>
#include <string>

#include "cli/options.hpp"
#include "course/catalogue.hpp"

namespace cli {

// The exercises in order, how far this checkout has come with each, and which is next.
std::string list_of(const course::Catalogue& catalogue, const std::filesystem::path& root);

// The first exercise behind `after` that is not done, and then those before it; of
// all if `after` is null. Null: there is none but `after`.
const course::Exercise* next_to_do(const course::Catalogue& catalogue,
                                   const std::filesystem::path& root,
                                   const course::Exercise* after = nullptr);

// What to do next in this checkout, in two lines; empty if nothing is left.
std::string what_is_next(const course::Catalogue& catalogue, const std::filesystem::path& root);

// The next hint of options.hint: one step further at each call. Throws UsageError.
std::string next_hint(const Options& options);

}  // namespace cli
