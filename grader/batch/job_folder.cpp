#include "batch/job_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "batch/whole_file.hpp"
#include "course/catalogue.hpp"
#include "report/json.hpp"
#include "report/printable.hpp"

namespace batch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "grade-";
constexpr const char* kScriptText =
    "#!/bin/sh\n"
    "# One task of a class: $@ grades its slice.\n"
    "exec \"$@\" \"$SLURM_ARRAY_TASK_ID.slice\"\n";
constexpr std::size_t kWidth = 160;

}  // namespace

fs::path slice_file(const fs::path& folder, std::size_t task) {
  return folder / fmt::format("{}.slice", task);
}

fs::path log_file(const fs::path& folder, std::size_t task) {
  return folder / fmt::format("{}.log", task);
}

fs::path result_file(const fs::path& slice, std::size_t piece) {
  return slice.parent_path() / fmt::format("{}.{}.json", slice.stem().string(), piece);
}

std::string new_job_name() {
  std::random_device random;
  return fmt::format("{}{:08x}{:08x}", kPrefix, random(), random());
}

std::vector<std::string> jobs_in(const fs::path& folder) {
  std::vector<std::string> names;
  if (!fs::is_directory(folder)) {
    return names;
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory() && entry.path().filename().string().starts_with(kPrefix)) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

void write_script(const fs::path& folder) { write_whole(folder / kScript, kScriptText); }

Slice read_slice(const fs::path& file) {
  try {
    return slice_from(course::read_file(file));
  } catch (const std::system_error&) {
    throw;
  } catch (const std::runtime_error&) {
    return {};
  }
}

std::optional<report::Report> report_in(const std::string& text, const std::string& exercise) {
  try {
    report::Report report = report::from_json(text);
    if (report.exercises.size() == 1 && report.exercises.front().exercise.id == exercise) {
      return report;
    }
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
  return std::nullopt;
}

std::string last_words(const fs::path& log) {
  std::ifstream stream(log);
  std::string last;
  for (std::string line; std::getline(stream, line);) {
    if (std::string text = report::printable_line(line); !text.empty()) {
      last = std::move(text);
    }
  }
  return report::cut(last, kWidth);
}

}  // namespace batch
