// The folder of a job of Slurm: its script, what each task is told (a slice), what it
// answers (a result for each piece) and says meanwhile (a log).

#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "batch/slice.hpp"
#include "report/report.hpp"

namespace batch {

inline constexpr const char* kScript = "task.sh";

std::filesystem::path slice_file(const std::filesystem::path& folder, std::size_t task);
std::filesystem::path log_file(const std::filesystem::path& folder, std::size_t task);
// Beside the slice.
std::filesystem::path result_file(const std::filesystem::path& slice, std::size_t piece);

// A name for a job and its folder that nobody else's has.
std::string new_job_name();

// Names of the jobs that have a folder there, sorted.
std::vector<std::string> jobs_in(const std::filesystem::path& folder);

std::set<std::string> files_in(const std::filesystem::path& folder);

// The script runs its arguments, with the name of its task's slice as the last one.
// Throws std::system_error.
void write_script(const std::filesystem::path& folder);

// Empty, if another grader wrote it. Throws std::system_error.
Slice read_slice(const std::filesystem::path& file);

// Nothing: it is no report of that exercise alone.
std::optional<report::Report> report_in(const std::string& text, const std::string& exercise);

// The last line of a log that says something, fit to be shown; empty if there is none.
std::string last_words(const std::filesystem::path& log);

}  // namespace batch
