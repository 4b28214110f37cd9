#include "cli/debugger.hpp"

#include <fmt/format.h>

#include "cli/options.hpp"
#include "course/catalogue.hpp"
#include "sandbox/foreground.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {

void check_debugger() {
  if (sandbox::find_program("gdb").empty()) {
    throw UsageError("gdb is not installed; on Debian and Ubuntu: apt-get install gdb");
  }
}

ExitCode debug(const std::filesystem::path& program, const std::vector<std::string>& arguments,
               const judge::Debugged& debugged, const course::Exercise& exercise) {
  const sandbox::TemporaryFolder folder;
  const std::filesystem::path script = folder.path() / "schedule.gdb";
  course::write_file(script, judge::debugger_script(debugged, exercise));
  std::vector<std::string> command{
      sandbox::find_program("gdb"), "-q", "-x", script.string(), "--args", program};
  command.insert(command.end(), arguments.begin(), arguments.end());
  sandbox::run_in_foreground(command);
  return ExitCode::all_points;
}

}  // namespace cli
