#include "batch/whole_file.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace batch {

void write_whole(const std::filesystem::path& file, const std::string& text,
                 std::string_view ending) {
  std::filesystem::path partial = file;
  partial += ending;
  std::ofstream stream(partial, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) {
    throw std::system_error(errno, std::generic_category(), file.string());
  }
  std::filesystem::rename(partial, file);
}

}  // namespace batch
