// A file that is there whole, or not at all, whenever its writer is ended.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace batch {

// Takes the place of an older one. Writers that may write the same file at once each
// need an `ending` of their own for the unfinished one. Throws std::system_error with
// the path.
void write_whole(const std::filesystem::path& file, const std::string& text,
                 std::string_view ending = ".new");

}  // namespace batch
