// grade report: renders a stored report.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <system_error>

#include "cli/files.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "report/hidden_tests.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"

namespace cli {
namespace {

report::Report read(const std::filesystem::path& file) {
  try {
    return report::from_json(course::read_file(file));
  } catch (const std::system_error&) {
    throw UsageError(
        fmt::format("cannot read {}; name a file that `run --json` wrote", file.string()));
  } catch (const std::runtime_error& error) {
    throw UsageError(fmt::format("{}: {}", file.string(), error.what()));
  }
}

}  // namespace

ExitCode report_file(const Options& options) {
  const report::Report report = read(options.report.file);
  check_writable(options.files);
  if (options.reveal && report::was_for_students(report)) {
    fmt::print(stderr,
               "grade: {} holds nothing to reveal of its hidden tests; `run --tests --reveal "
               "--json` writes a report that does\n",
               options.report.file.string());
  }
  write(options.files, report, options.reveal);
  const bool to_a_file = std::any_of(options.files.begin(), options.files.end(),
                                     [](const auto& each) { return !each.second.empty(); });
  if (!to_a_file) {
    const report::Report shown = options.reveal ? report : report::for_students(report);
    fmt::print("{}", report::terminal(shown, {.colour = is_colour_terminal(STDOUT_FILENO),
                                              .verbose = options.verbose,
                                              .width = 80}));
  }
  return ExitCode::all_points;
}

}  // namespace cli
