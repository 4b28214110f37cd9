#include "course/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "course/laid_tests.hpp"

namespace course {
namespace {

namespace fs = std::filesystem;

bool looks_like_an_exercise(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  return entry.is_directory() && name.size() > 2 && name[0] >= '0' && name[0] <= '9';
}

}  // namespace

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content;
  std::array<char, 16384> buffer;
  do {
    file.read(buffer.data(), buffer.size());
    content.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
  } while (file);
  if (!file.is_open() || file.bad()) {  // a folder opens, and cannot be read
    throw std::system_error(errno, std::generic_category(), "cannot read " + path.string());
  }
  return content;
}

void write_file(const fs::path& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  file << content;
  if (!file.flush()) {
    throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
  }
}

Catalogue Catalogue::load(const fs::path& root) {
  Catalogue catalogue;
  catalogue.root_ = root;
  const fs::path folder = root / "exercises";
  if (!fs::is_directory(folder)) {
    throw CourseError(fmt::format("{}:1: no such folder; is {} the course's repository?",
                                  folder.string(), root.string()));
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (!looks_like_an_exercise(entry)) {
      continue;
    }
    const fs::path manifest = entry.path() / "exercise.toml";
    const std::string shown = fs::relative(manifest, root).string();
    if (!fs::is_regular_file(manifest)) {
      throw CourseError(shown + ":1: missing; every exercise has a manifest");
    }
    catalogue.exercises_.push_back(parse_manifest(read_file(manifest), entry.path(), shown));
  }
  if (catalogue.exercises_.empty()) {
    throw CourseError(folder.string() + ":1: no exercise in it");
  }
  std::sort(catalogue.exercises_.begin(), catalogue.exercises_.end(),
            [](const Exercise& a, const Exercise& b) { return a.id < b.id; });
  return catalogue;
}

void Catalogue::lay_over(const fs::path& folder) {
  bool any = false;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (!looks_like_an_exercise(entry)) {
      continue;
    }
    const std::string id = entry.path().filename().string();
    const auto exercise = std::find_if(exercises_.begin(), exercises_.end(),
                                       [&](const Exercise& each) { return each.id == id; });
    if (exercise == exercises_.end()) {  // its tests would be left out without a word
      throw CourseError(fmt::format("{}:1: there is no exercise {}", entry.path().string(), id));
    }
    course::lay_over(*exercise, entry.path());
    any = true;
  }
  if (!any) {
    throw CourseError(
        fmt::format("{}:1: no tests in it; they are laid out as 03-locks/tests.toml and "
                    "03-locks/*.cpp",
                    folder.string()));
  }
}

const Exercise* Catalogue::find(std::string_view name) const {
  const std::string padded = name.size() == 1 ? "0" + std::string(name) : std::string(name);
  const auto found =
      std::find_if(exercises_.begin(), exercises_.end(), [&](const Exercise& exercise) {
        return padded == exercise.number || padded == exercise.id || padded == exercise.name;
      });
  return found == exercises_.end() ? nullptr : &*found;
}

}  // namespace course
