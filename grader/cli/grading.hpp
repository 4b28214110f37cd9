// From submissions to grades: the whole way, for any number of them at once.
//
// Builds and tests share the CPUs; timed runs have the machine to themselves
// and come last.

#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "build/prebuilt.hpp"
#include "build/workshop.hpp"
#include "cli/progress.hpp"
#include "course/catalogue.hpp"
#include "judge/finding.hpp"
#include "judge/schedules.hpp"
#include "report/report.hpp"
#include "sandbox/runner.hpp"
#include "submission/submission.hpp"

namespace cli {

// What to take a submit file from: the first folder that has it.
using Folders = std::vector<std::filesystem::path>;

// Somebody who need not know everything. Thread-safe.
class Interest {
 public:
  virtual ~Interest() = default;
  virtual void begin() = 0;  // of a grading
  virtual void found(const judge::Finding& finding) = 0;
  // False: no more evidence of this kind is gathered.
  virtual bool wants(course::Part part) const = 0;
};

// One exercise of one submission.
struct Work {
  const course::Exercise* exercise = nullptr;
  Folders folders;
  std::optional<submission::Intake> taken{};  // instead, if it was taken before
  // False: this evidence is not looked at, whatever the manifest gives for it.
  bool races = true;
  bool schedules = true;
  bool speed = true;
  bool includes = true;                  // false: nobody asks whether one is missing
  std::string only{};                    // the suite or test to run; all if empty
  std::vector<std::string> rows{};       // the speed rows to time; all if none is named
  unsigned each = 0;                     // schedules of one test; 0: as many as the manifest says
  bool other_orders = false;             // graded again: in schedules that it has not had before
  std::shared_ptr<Interest> interest{};  // null: in everything
  // When the sanitizer's program is built: with the plain one, or later, because the
  // plain one or its tests may tell all that is wanted and should have the CPUs.
  enum class Sanitizer { at_once, once_built, once_tested };
  Sanitizer sanitizer = Sanitizer::at_once;
};

struct Graded {
  report::ExerciseReport report;
  std::string warnings;  // the compiler's, on the submit files
};

class Grading {
 public:
  // All of them must outlive the object.
  Grading(const course::Catalogue& catalogue, const build::Prebuilt& prebuilt,
          const sandbox::Runner& runner, unsigned cpus, Progress& progress)
      : catalogue_(catalogue),
        prebuilt_(prebuilt),
        runner_(runner),
        cpus_(cpus),
        progress_(progress) {}

  // Results in the order of `work`.
  std::vector<Graded> grade(const std::vector<Work>& work) const;

  // The same, and each finding is told as soon as it is there, by any thread. What is
  // told is not the whole: it may turn out to count for nothing.
  using Listener = std::function<void(const judge::Finding&)>;
  std::vector<Graded> grade(const std::vector<Work>& work, const Listener& listener) const;

  // The same `times` over; what is handed in is built only once. `take` gets
  // the results of one time after the other.
  void grade(const std::vector<Work>& work, int times,
             const std::function<void(const std::vector<Graded>&)>& take) const;

  // Each of any number of `work` is told as soon as it is graded, with its place in
  // `work`, and nothing is kept of it. `take` is called by one thread at a time; while
  // something is timed, nothing else runs.
  using Take = std::function<void(std::size_t, Graded)>;
  void grade_each(const std::vector<Work>& work, const Take& take) const;

  // Builds everything and runs the tests once, then times the speed rows `times`
  // over. `take` gets for each of `work` what its rows showed, or what kept
  // them from being timed: what was not built, and tests that did not pass.
  void time(const std::vector<Work>& work, int times,
            const std::function<void(const std::vector<std::vector<judge::Finding>>&)>& take) const;

  // Builds the work and runs one test of it in the schedule of `seed`.
  Graded replay(const Work& work, const course::Test& test,
                const judge::Schedules& schedules) const;

  // Builds the work and hands over the program that can be explored, if it may run.
  // What was not built is found in the result.
  using Use = std::function<void(const build::Program&, const build::Workshop&)>;
  Graded build_explored(const Work& work, const Use& use) const;

 private:
  const course::Catalogue& catalogue_;
  const build::Prebuilt& prebuilt_;
  const sandbox::Runner& runner_;
  unsigned cpus_;
  Progress& progress_;
};

}  // namespace cli
