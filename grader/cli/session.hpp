// What every verb that grades needs, set up in the one right order: the
// catalogue, the sandbox, the prebuilt course.

#pragma once

#include <memory>

#include "build/prebuilt.hpp"
#include "cli/grading.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "course/catalogue.hpp"
#include "report/report.hpp"
#include "sandbox/interrupt.hpp"
#include "sandbox/runner.hpp"

namespace cli {

class Session {
 public:
  // Throws course::CourseError if the course does not load or build, and
  // UsageError, before anything is built, if a named exercise does not exist.
  explicit Session(const Options& options);
  // The same, and what goes on is told to `listener`.
  Session(const Options& options, Progress::Listener listener);

  const course::Catalogue& catalogue() const { return catalogue_; }
  const build::Prebuilt& prebuilt() const { return prebuilt_; }
  const sandbox::Runner& runner() const { return runner_; }
  const sandbox::Interrupt& interrupt() const { return interrupt_; }
  Progress& progress() { return *progress_; }
  unsigned cpus() const { return cpus_; }

  Grading grading() { return {catalogue_, prebuilt_, runner_, cpus_, *progress_}; }
  report::Machine machine() const;
  bool is_isolated() const { return isolation_.is_full(); }
  // Throws std::runtime_error if tests are to be hidden and nothing hides them here.
  void check_hidden_tests() const;

  // The exercises that the user named, in course order; all if none was named.
  const std::vector<const course::Exercise*>& exercises() const { return exercises_; }

 private:
  Session(const Options& options, std::unique_ptr<Progress> progress);

  std::unique_ptr<Progress> progress_;
  sandbox::Interrupt interrupt_;
  course::Catalogue catalogue_;
  std::vector<const course::Exercise*> exercises_;
  sandbox::Isolation isolation_;
  sandbox::ProcessRunner runner_;
  build::Prebuilt prebuilt_;
  unsigned cpus_;
};

// Throws UsageError, with the names that there are, if this is none of them.
const course::Exercise& exercise_named(const std::string& name, const course::Catalogue& catalogue);

// Throws std::runtime_error where the sandbox is reduced, unless that is granted.
void require_isolation(const Session& session, bool without_isolation);

// stdout or stderr is a terminal that understands colours and NO_COLOR is not set.
bool is_colour_terminal(int descriptor);

// Stages of progress go to a terminal's line, or as lines to a file.
Progress::Style progress_style(const Options& options);

}  // namespace cli
