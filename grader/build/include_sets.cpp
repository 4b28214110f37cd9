#include "build/include_sets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <system_error>
#include <utility>
#include <vector>

#include "course/catalogue.hpp"
#include "course/fnv.hpp"

namespace build {
namespace {

namespace fs = std::filesystem;

constexpr const char* kText = ".ii";
constexpr const char* kCompiled = ".pch";
// Older drafts are those of a grader that was killed.
constexpr std::chrono::hours kDraft{1};

bool holds(const fs::path& file, const std::string& text) {
  try {
    return course::read_file(file) == text;
  } catch (const std::system_error&) {
    return false;
  }
}

// A name that nobody else writes to.
fs::path draft(const fs::path& path) {
  return fmt::format("{}.{:08x}", path.string(), std::random_device()());
}

}  // namespace

IncludeSets::Set IncludeSets::place(const std::string& text) const {
  const fs::path file = folder_ / fmt::format("{:016x}{}", course::fnv1a(text), kText);
  return {.text = file, .compiled = file.string() + kCompiled};
}

std::optional<IncludeSets::Set> IncludeSets::find(const std::string& text) const {
  Set set = place(text);
  std::error_code missing;
  if (!fs::exists(set.compiled, missing) || !holds(set.text, text)) {
    return std::nullopt;
  }
  fs::last_write_time(set.compiled, fs::file_time_type::clock::now(), missing);
  return set;
}

std::optional<IncludeSets::Set> IncludeSets::prepare(const std::string& text) const {
  Set set = place(text);
  std::error_code failed;
  if (fs::exists(set.text, failed)) {
    return holds(set.text, text) ? std::optional(set) : std::nullopt;
  }
  try {
    fs::create_directories(folder_);
    const fs::path file = draft(set.text);
    course::write_file(file, text);
    fs::rename(file, set.text);
  } catch (const std::system_error&) {
    return std::nullopt;
  }
  return set;
}

bool IncludeSets::keep(const Set& set, const fs::path& compiled) const {
  std::error_code failed;
  const fs::path file = draft(set.compiled);
  // A copy, for the folders may lie on different disks.
  if (!fs::copy_file(compiled, file, failed)) {
    return false;
  }
  fs::rename(file, set.compiled, failed);
  make_room();
  return !failed;
}

// The text stays: who is about to use the set, or to make it anew, needs it.
void IncludeSets::forget(const Set& set) const {
  std::error_code gone;
  fs::remove(set.compiled, gone);
}

void IncludeSets::make_room() const {
  std::vector<std::pair<fs::file_time_type, fs::path>> sets;  // when they were used, their texts
  std::error_code gone;                                       // another grader makes room as well
  for (const auto& entry : fs::directory_iterator(folder_, gone)) {
    const fs::path& file = entry.path();
    const fs::file_time_type written = entry.last_write_time(gone);
    if (file.extension() == kText) {
      std::error_code missing;
      const auto used = fs::last_write_time(file.string() + kCompiled, missing);
      sets.emplace_back(missing ? written : used, file);
    } else if (file.extension() != kCompiled &&
               fs::file_time_type::clock::now() - written > kDraft) {
      fs::remove(file, gone);
    }
  }
  std::sort(sets.begin(), sets.end());
  for (std::size_t i = 0; i + kMost < sets.size(); ++i) {
    fs::remove(sets[i].second.string() + kCompiled, gone);
    fs::remove(sets[i].second, gone);
  }
}

}  // namespace build
