// grade report: renders a stored report.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "cli/files.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"

namespace cli {
namespace {

report::Report read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) {
    throw UsageError(
        fmt::format("cannot read {}; name a file that `run --json` wrote", file.string()));
  }
  try {
    return report::from_json(text);
  } catch (const std::runtime_error& error) {
    throw UsageError(fmt::format("{}: {}", file.string(), error.what()));
  }
}

}  // namespace

ExitCode report_file(const Options& options) {
  const report::Report report = read(options.report.file);
  check_writable(options.files);
  write(options.files, report);
  const bool to_a_file = std::any_of(options.files.begin(), options.files.end(),
                                     [](const auto& each) { return !each.second.empty(); });
  if (!to_a_file) {
    fmt::print("{}", report::terminal(report, {.colour = is_colour_terminal(STDOUT_FILENO),
                                               .verbose = options.verbose,
                                               .width = 80}));
  }
  return ExitCode::all_points;
}

}  // namespace cli
