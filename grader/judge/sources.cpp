#include "judge/sources.hpp"

#include <algorithm>
#include <fstream>

namespace judge {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestLine = 200;

std::string line_of(const fs::path& file, int wanted) {
  std::ifstream lines(file);
  std::string text;
  for (int line = 0; line < wanted; ++line) {
    if (!std::getline(lines, text)) {
      return {};
    }
  }
  const std::size_t start = text.find_first_not_of(" \t");
  return start == std::string::npos ? std::string() : text.substr(start, kLongestLine);
}

// "./a" and "/x/exercises/a" are "a".
std::string strip(std::string path, const fs::path& folder) {
  const std::string prefix = folder.string() + "/";
  if (path.starts_with(prefix)) {
    path.erase(0, prefix.size());
  }
  return fs::path(path).lexically_normal().string();
}

}  // namespace

Sources::Sources(fs::path staged, fs::path exercises, const course::Exercise& exercise)
    : staged_(std::move(staged)), exercises_(std::move(exercises)), exercise_(exercise) {}

Place Sources::place(const std::string& printed, int line, std::string note) const {
  Place place{.file = strip(strip(printed, staged_), exercises_),
              .line = line,
              .note = std::move(note),
              .source = {}};
  if (is_submitted(place)) {
    place.source = line_of(staged_ / place.file, line);
  } else if (is_ours(place)) {
    place.source = line_of(exercises_ / place.file, line);
  }
  return place;
}

bool Sources::is_submitted(const Place& place) const {
  return std::any_of(
      exercise_.submit.begin(), exercise_.submit.end(),
      [&](const std::string& file) { return place.file == exercise_.id + "/" + file; });
}

bool Sources::is_ours(const Place& place) const {
  return place.file.starts_with(exercise_.id + "/") || place.file.starts_with("support/");
}

}  // namespace judge
