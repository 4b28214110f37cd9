// grade bundle: writes what a platform wants, so that it grades with this course: a zip
// for Gradescope, a folder for Classroom 50.
//
// It holds the course as students may have it (cli/course_copy.hpp), for on both
// platforms they may come to see it, and what stands in grader/platforms: the scripts
// that the platform starts.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/course_copy.hpp"
#include "cli/course_origin.hpp"
#include "cli/git.hpp"
#include "cli/pack.hpp"
#include "cli/release_draft.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "sandbox/interrupt.hpp"
#include "sandbox/runner.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;

struct Platform {
  const char* name;
  std::vector<std::string> scripts;  // that it starts, in grader/platforms/NAME
  unsigned minutes;                  // that it gives a submission, if nobody says otherwise
  unsigned margin;                   // of them, for what it does besides grading
  const char* next_step;
};

const Platform& platform_named(const std::string& name) {
  static const std::vector<Platform> platforms{
      {.name = "gradescope",
       .scripts = {"setup.sh", "run_autograder"},
       .minutes = 10,
       .margin = 1,
       .next_step = "upload it as the assignment's autograder, on an image of Debian 12 or Ubuntu "
                    "24.04 or newer, in a container with at least two CPUs"},
      {.name = "classroom50",
       .scripts = {"autograder.py"},
       .minutes = 15,
       .margin = 3,
       .next_step = "copy what is in it to CLASSROOM/autograders/ASSIGNMENT/ of your classroom50 "
                    "repository, and push it"}};
  return name == platforms.front().name ? platforms.front() : platforms.back();
}

fs::path target_of(const Options& options) {
  fs::path target = target_outside(options.root, options.bundle.out);
  if (fs::exists(fs::symlink_status(target))) {
    throw UsageError(fmt::format("{} is there already; name what does not exist yet",
                                 options.bundle.out.string()));
  }
  return target;
}

// The folder that holds the platform's scripts.
fs::path scripts_of(const Platform& platform, const fs::path& root) {
  fs::path folder = root / "grader" / "platforms" / platform.name;
  if (!fs::is_directory(folder)) {
    throw UsageError(
        "this is a students' repository: it holds nothing to bundle with; run `grader/grade "
        "bundle` where the course is written");
  }
  return folder;
}

std::vector<std::string> exercises_of(const Options& options, const course::Catalogue& catalogue) {
  std::vector<std::string> names;
  for (const std::string& name : options.names) {
    names.push_back(exercise_named(name, catalogue).id);
  }
  if (names.empty()) {
    for (const course::Exercise& exercise : catalogue.exercises()) {
      names.push_back(exercise.id);
    }
  }
  return names;
}

std::vector<Packed> packed_below(const fs::path& folder) {
  std::vector<Packed> all;
  for (const std::string& file : files_below(folder)) {
    all.push_back({file, folder / file});
  }
  std::sort(all.begin(), all.end(),
            [](const Packed& one, const Packed& other) { return one.name < other.name; });
  return all;
}

// Leaves in `folder` the course as one file, for a folder of a git repository.
void pack_course(const fs::path& folder) {
  // Classroom 50's runner fetches no larger bundle.
  constexpr std::uintmax_t kMost = std::uintmax_t{10} * 1024 * 1024;
  const fs::path archive = folder / "course.tar.gz";
  pack(packed_below(folder / "course"), archive, ArchiveFormat::tar_gz);
  fs::remove_all(folder / "course");
  if (fs::file_size(archive) >= kMost) {
    throw course::CourseError(fmt::format(
        "the course is packed in {} bytes; Classroom 50 takes 10 MiB", fs::file_size(archive)));
  }
}

}  // namespace

ExitCode bundle(const Options& options) {
  const Platform& platform = platform_named(options.bundle.platform);
  const fs::path scripts = scripts_of(platform, options.root);
  const fs::path target = target_of(options);
  const course::Catalogue catalogue = course::Catalogue::load(options.root);
  const std::vector<std::string> exercises = exercises_of(options, catalogue);
  const unsigned minutes = options.bundle.minutes == 0 ? platform.minutes : options.bundle.minutes;
  if (minutes <= platform.margin) {
    throw UsageError(fmt::format("--minutes {}: {} needs more than {}", minutes, platform.name,
                                 platform.margin));
  }
  const sandbox::Interrupt interrupt;
  const sandbox::ProcessRunner runner(sandbox::Isolation::none("the course's own"), interrupt);

  ReleaseDraft draft(target);
  const fs::path folder = draft.repository();
  const Git git(runner, options.root);
  const CourseOrigin origin = origin_of(git, options.root);
  copy_for_students(git, options.root, folder / "course", interrupt);
  for (const std::string& script : platform.scripts) {
    fs::copy_file(scripts / script, folder / script);
  }
  course::write_file(folder / "exercises", fmt::format("{}\n", fmt::join(exercises, "\n")));
  course::write_file(folder / "deadline", fmt::format("{}\n", (minutes - platform.margin) * 60));
  if (options.bundle.platform == "gradescope") {
    const fs::path archive = draft.folder() / "bundle.zip";
    pack(packed_below(folder), archive, ArchiveFormat::zip);
    draft.publish(archive);
  } else {
    pack_course(folder);
    draft.publish(folder);
  }
  fmt::print("wrote {}: grades {} in at most {} minutes\n", options.bundle.out.string(),
             exercises.size() == catalogue.exercises().size() && exercises.size() > 1
                 ? fmt::format("all {} exercises", exercises.size())
                 : fmt::format("{}", fmt::join(exercises, ", ")),
             minutes - platform.margin);
  for (const std::string& line : in_words(origin, options.root)) {
    fmt::print("{}\n", line);
  }
  fmt::print("next: {}\n", platform.next_step);
  return ExitCode::all_points;
}

}  // namespace cli
