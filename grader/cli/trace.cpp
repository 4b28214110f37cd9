// grade trace: work, span and predicted speed-up of any program with a main().
//
// The program is the user's own: it is compiled and run without a sandbox.

#include <fmt/format.h>
#include <unistd.h>

#include "cli/files.hpp"
#include "cli/session.hpp"
#include "cli/user_program.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "judge/traced_program.hpp"
#include "report/trace_json.hpp"
#include "report/trace_page.hpp"
#include "report/trace_text.hpp"
#include "sandbox/cpus.hpp"
#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace fs = std::filesystem;

ExitCode trace(const Options& options) {
  const UserProgram program(options.trace.files);
  check_writable(Files{{"--json", options.trace.json}, {"--html", options.trace.html}});
  Session session(options);
  const build::Recipe& recipe =
      session.prebuilt().recipe(session.catalogue().exercises().front(), build::Profile::bench);
  const sandbox::ProcessRunner runner(sandbox::Isolation::none("the user's own program"),
                                      session.interrupt());
  const sandbox::TemporaryFolder output;
  const fs::path file = program.build(options.trace.includes, output.path(), recipe,
                                      {.parts = recipe.tracer, .options = recipe.link}, runner);
  std::vector<std::string> arguments{file.string()};
  arguments.insert(arguments.end(), options.explore.arguments.begin(),
                   options.explore.arguments.end());
  session.progress().stage("recording what its threads do");
  const auto traced =
      judge::trace_program(command_in(fs::current_path(), std::move(arguments)),
                           {.cpus = session.cpus(),
                            .most = options.trace.runs,
                            .deadline = std::chrono::seconds(options.trace.deadline)},
                           recipe.inspection.symbolizer, program.sources(), runner);
  session.progress().clear();
  if (const auto* none = std::get_if<judge::NoTrace>(&traced)) {
    fmt::print(stderr, "grade: {}\n", none->what);
    return ExitCode::points_missing;
  }
  const auto& result = std::get<judge::TracedProgram>(traced);
  if (!options.trace.json.empty()) {
    course::write_file(options.trace.json, report::trace_json(result));
  }
  if (!options.trace.html.empty()) {
    course::write_file(options.trace.html,
                       report::trace_page(result, program.exercise().submit.front()));
  }
  const report::TraceStyle style{.paint = {.colour = is_colour_terminal(STDOUT_FILENO)}};
  for (const std::string& line : report::trace_text(result, style)) {
    fmt::print("{}\n", line);
  }
  return ExitCode::all_points;
}

}  // namespace cli
