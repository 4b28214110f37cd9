#include "build/prebuilt.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <set>
#include <system_error>

#include "sandbox/descriptor.hpp"

namespace build {
namespace {

namespace fs = std::filesystem;
using std::chrono::minutes;

constexpr std::array kProfiles{Profile::plain, Profile::tsan, Profile::bench};

// One line for each file that the prebuilt course depends on. Equal text means
// up to date.
std::string fingerprint(const course::Catalogue& catalogue) {
  std::set<fs::path> submit;
  for (const course::Exercise& exercise : catalogue.exercises()) {
    for (const std::string& file : exercise.submit) {
      submit.insert(exercise.folder / file);
    }
  }
  std::set<std::string> lines;
  const auto add = [&](const fs::path& path) {
    const auto changed = fs::last_write_time(path).time_since_epoch().count();
    lines.insert(fmt::format("{} {} {}\n", path.string(), changed, fs::file_size(path)));
  };
  add(catalogue.root() / "CMakeLists.txt");
  for (const char* folder : {"exercises", "grader/build", "grader/explore"}) {
    for (const auto& entry : fs::recursive_directory_iterator(catalogue.root() / folder)) {
      const fs::path& path = entry.path();
      const std::set<std::string> kinds{".cpp", ".hpp", ".cmake", ".txt"};
      const bool grader = path.parent_path().filename() == "build";
      if (entry.is_regular_file() && kinds.contains(path.extension().string()) &&
          !submit.contains(path) && (!grader || path.extension() == ".cmake")) {
        add(path);
      }
    }
  }
  return fmt::format("{}", fmt::join(lines, ""));
}

std::string content_or_nothing(const fs::path& file) {
  std::error_code ignored;
  return fs::exists(file, ignored) ? course::read_file(file) : std::string();
}

sandbox::Descriptor lock(const fs::path& file) {
  sandbox::Descriptor descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  int result = -1;
  do {
    result = ::flock(descriptor.get(), LOCK_EX);
  } while (result != 0 && errno == EINTR);
  if (result != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot lock " + file.string());
  }
  return descriptor;
}

std::string environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return value == nullptr ? otherwise : value;
}

// The lines that tell what is wrong, without the build tool's own.
std::string errors_of(const std::string& output) {
  std::string errors;
  std::size_t from = 0;
  int lines = 0;
  while (from < output.size() && lines < 30) {
    const std::size_t end = std::min(output.find('\n', from), output.size());
    const std::string line = output.substr(from, end - from);
    from = end + 1;
    if (!line.empty() && line.front() != '[') {
      errors += line + "\n";
      ++lines;
    }
  }
  return errors;
}

void run_tool(const sandbox::Runner& runner, const fs::path& root,
              std::vector<std::string> arguments) {
  sandbox::Command command;
  arguments.insert(arguments.begin(), {"/usr/bin/env"});
  command.arguments = std::move(arguments);
  command.folder = root;
  command.environment = {{"PATH", environment("PATH", "/usr/local/bin:/usr/bin:/bin")},
                         {"HOME", environment("HOME", "/tmp")}};
  command.limits.deadline = minutes(20);
  command.limits.file_bytes = std::size_t{1} << 32U;
  command.limits.memory_bytes = 0;  // as many compilers at once as the machine has CPUs
  command.limits.threads = 0;
  command.limits.disk_bytes = 0;
  command.limits.files = 0;
  const sandbox::Run run = runner.run(command);
  if (!run.succeeded()) {
    throw course::CourseError("exercises/CMakeLists.txt:1: the course does not build:\n" +
                              errors_of(run.output + run.errors));
  }
}

void check_suites(const course::Exercise& exercise, const std::vector<course::Test>& tests) {
  const auto fail = [&](const std::string& what) {
    throw course::CourseError(fmt::format("exercises/{}/exercise.toml:1: {}", exercise.id, what));
  };
  for (const course::Suite& suite : exercise.suites) {
    if (std::none_of(tests.begin(), tests.end(),
                     [&](const course::Test& test) { return test.suite == suite.name; })) {
      fail(fmt::format("suite '{}' has no tests", suite.name));
    }
  }
  for (const std::string& wanted : exercise.schedules.tests) {
    if (std::none_of(tests.begin(), tests.end(), [&](const course::Test& test) {
          return wanted == test.suite || wanted == test.full_name();
        })) {
      fail(fmt::format("[schedules] names '{}', which is no suite and no test", wanted));
    }
  }
  for (const course::Test& test : tests) {
    if (!course::is_graded(exercise, test) && !course::is_explored(exercise, test)) {
      fail(fmt::format("test {} belongs to no [[suite]] and not to [schedules]", test.full_name()));
    }
  }
}

}  // namespace

Prebuilt Prebuilt::ensure(const course::Catalogue& catalogue, const sandbox::Interrupt& interrupt,
                          const std::function<void(const std::string&)>& progress) {
  Prebuilt prebuilt;
  const fs::path& root = catalogue.root();
  prebuilt.folder_ = root / "build" / "course";
  fs::create_directories(prebuilt.folder_);
  const sandbox::Descriptor locked = lock(prebuilt.folder_ / "lock");
  const fs::path stamp = prebuilt.folder_ / "stamp";
  const std::string wanted = fingerprint(catalogue);
  if (content_or_nothing(stamp) != wanted) {
    // The course's own files are trusted; its tools need what the sandbox hides.
    const sandbox::ProcessRunner runner(sandbox::Isolation::none("course"), interrupt);
    for (const Profile profile : kProfiles) {
      const std::string tree = (prebuilt.folder_ / name(profile)).string();
      progress(fmt::format("building the course's tests ({})", name(profile)));
      run_tool(runner, root,
               {"cmake", "-S", ".", "-B", tree, "-G", "Ninja", "--toolchain",
                "grader/build/newest-clang.cmake", "-DCOURSE_PREBUILD=ON",
                "-DCOURSE_PROFILE=" + name(profile)});
      run_tool(runner, root, {"cmake", "--build", tree});
    }
    std::ofstream(stamp) << wanted;
  }
  for (const Profile profile : kProfiles) {
    prebuilt.precompiled_.emplace(
        profile, read_precompiled(prebuilt.folder_ / name(profile) / "exercises" / "standard.hpp"));
  }
  for (const course::Exercise& exercise : catalogue.exercises()) {
    for (const Profile profile : kProfiles) {
      prebuilt.recipes_.emplace(std::pair(exercise.id, profile),
                                read_recipe(prebuilt.folder_ / name(profile) / "exercises" /
                                            (exercise.id + ".recipe.json")));
    }
    auto tests =
        read_tests(prebuilt.folder_ / "plain" / "exercises" / (exercise.id + ".tests.json"));
    check_suites(exercise, tests);
    for (const course::Test& test : tests) {
      if (course::is_graded(exercise, test)) {
        prebuilt.tests_[exercise.id].push_back(test);
      }
      if (course::is_explored(exercise, test)) {
        prebuilt.explored_[exercise.id].push_back(test);
      }
    }
  }
  return prebuilt;
}

const Recipe& Prebuilt::recipe(const course::Exercise& exercise, Profile profile) const {
  return recipes_.at({exercise.id, profile});
}

const std::vector<course::Test>& Prebuilt::tests(const course::Exercise& exercise) const {
  return tests_.at(exercise.id);
}

const std::vector<course::Test>& Prebuilt::explored(const course::Exercise& exercise) const {
  static const std::vector<course::Test> none;
  const auto found = explored_.find(exercise.id);
  return found == explored_.end() ? none : found->second;
}

const std::string& Prebuilt::compiler() const { return recipes_.begin()->second.compiler; }

}  // namespace build
