// grade slice: what a task of `batch --slurm` does. It grades its slice of the class
// and leaves each result in a file beside it; what has one already is not graded again.

#include "batch/slice.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "batch/job_folder.hpp"
#include "batch/whole_file.hpp"
#include "cli/batch_progress.hpp"
#include "cli/course_state.hpp"
#include "cli/session.hpp"
#include "cli/submission_report.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using batch::Piece;

batch::Slice read(const fs::path& file) {
  try {
    return batch::slice_from(course::read_file(file));
  } catch (const std::runtime_error& error) {
    throw UsageError(fmt::format("{}: {}; `grader/grade batch --slurm` writes what `slice` reads",
                                 file.string(), error.what()));
  }
}

std::string node_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

// What another machine makes of another course is another grade.
void check_same_course(const batch::Slice& slice, const Session& session,
                       const report::Machine& machine) {
  const auto states = course_states(session.exercises(), machine.compiler);
  for (const Piece& piece : slice) {
    if (states.at(piece.key.exercise) != piece.key.course) {
      throw std::runtime_error(
          fmt::format("{} has another compiler ({}) or another state of {} than where the batch "
                      "was started; install the same, and let all nodes share the course's folder",
                      machine.node, machine.compiler, piece.key.exercise));
    }
  }
}

void grade(const fs::path& file, const batch::Slice& slice, Session& session,
           const report::Machine& machine, BatchProgress& progress) {
  std::vector<Work> work;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < slice.size(); ++i) {
    if (!fs::exists(batch::result_file(file, i))) {
      places.push_back(i);
      work.push_back({.exercise = &exercise_named(slice[i].key.exercise, session.catalogue()),
                      .folders = {},
                      .taken = slice[i].intake});
    }
  }
  progress.expect(places.size());
  // Slurm may have started this task elsewhere too, for want of an answer.
  const std::string ending = fmt::format(".{}.{}", machine.node, ::getpid());
  session.grading().grade_each(work, [&](std::size_t i, Graded graded) {
    const report::Report report =
        piece_report(slice[places[i]].key.submission, std::move(graded), machine);
    batch::write_whole(batch::result_file(file, places[i]), report::json(report), ending);
    progress.done(report.submission, report.exercises.front());
  });
}

}  // namespace

ExitCode slice(const Options& options) {
  const fs::path file = fs::absolute(options.slice.file);
  const batch::Slice slice = read(file);
  Options those = options;
  for (const Piece& piece : slice) {
    if (std::find(those.names.begin(), those.names.end(), piece.key.exercise) ==
        those.names.end()) {
      those.names.push_back(piece.key.exercise);
    }
  }
  BatchProgress progress(progress_style(options));
  Session session(those, [&](const std::string& line) { progress.stage(line); });
  require_isolation(session, options.slice.without_isolation);
  report::Machine machine = session.machine();
  machine.node = node_name();
  check_same_course(slice, session, machine);
  grade(file, slice, session, machine, progress);
  return ExitCode::all_points;
}

}  // namespace cli
