#include "build/prebuilt.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

#include "build/course_tool.hpp"
#include "build/laid_build.hpp"
#include "sandbox/descriptor.hpp"

namespace build {
namespace {

namespace fs = std::filesystem;

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

void check_suites(const course::Exercise& exercise, const std::vector<course::Test>& tests) {
  const auto fail = [&](const std::string& what) {
    throw course::CourseError(fmt::format("exercises/{}/exercise.toml:1: {}", exercise.id, what));
  };
  for (const course::Suite& suite : exercise.suites) {
    if (!suite.laid && std::none_of(tests.begin(), tests.end(), [&](const course::Test& test) {
          return test.suite == suite.name;
        })) {
      fail(fmt::format("suite '{}' has no tests", suite.name));
    }
  }
  for (const course::Test& test : tests) {
    if (!course::is_graded(exercise, test) && !course::is_explored(exercise, test)) {
      fail(fmt::format("test {} belongs to no [[suite]] and not to [schedules]", test.full_name()));
    }
  }
}

// All tests of the exercise, those that are laid over it included.
void check_schedules(const course::Exercise& exercise, const std::vector<course::Test>& tests) {
  for (const std::string& wanted : exercise.schedules.tests) {
    if (std::none_of(tests.begin(), tests.end(), [&](const course::Test& test) {
          return wanted == test.suite || wanted == test.full_name();
        })) {
      throw course::CourseError(fmt::format(
          "exercises/{}/exercise.toml:1: [schedules]{} names '{}', which is no suite "
          "and no test",
          exercise.id, exercise.laid_tests.empty() ? "" : ", there or in tests.toml,", wanted));
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
    const auto run_tool = [&](std::vector<std::string> arguments) {
      run_course_tool(root, std::move(arguments), interrupt,
                      "exercises/CMakeLists.txt:1: the course does not build");
    };
    for (const Profile profile : kProfiles) {
      const std::string tree = (prebuilt.folder_ / name(profile)).string();
      progress(fmt::format("building the course's tests ({})", name(profile)));
      run_tool({"cmake", "-S", ".", "-B", tree, "-G", "Ninja", "--toolchain",
                "grader/build/newest-clang.cmake", "-DCOURSE_PREBUILD=ON",
                "-DCOURSE_PROFILE=" + name(profile)});
      run_tool({"cmake", "--build", tree});
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
    if (!exercise.laid_tests.empty()) {
      prebuilt.add_laid_tests(exercise, tests, wanted, interrupt, progress);
    }
    check_schedules(exercise, tests);
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

void Prebuilt::add_laid_tests(const course::Exercise& exercise, std::vector<course::Test>& tests,
                              const std::string& course, const sandbox::Interrupt& interrupt,
                              const std::function<void(const std::string&)>& progress) {
  std::map<Profile, const Recipe*> recipes;
  for (const Profile profile : {Profile::plain, Profile::tsan}) {
    recipes.emplace(profile, &recipe(exercise, profile));
  }
  LaidBuild laid = build_laid_tests(exercise, recipes, laid_folder(), course, interrupt, [&] {
    progress(fmt::format("building the tests laid over {}", exercise.id));
  });
  for (const course::Test& test : laid.tests) {
    if (std::any_of(tests.begin(), tests.end(),
                    [&](const course::Test& other) { return other.suite == test.suite; })) {
      throw course::CourseError(fmt::format("{}:1: the exercise has a suite '{}' of its own",
                                            (exercise.laid_tests / "tests.toml").string(),
                                            test.suite));
    }
  }
  tests.insert(tests.end(), laid.tests.begin(), laid.tests.end());
  laid_.emplace(exercise.id, std::move(laid.parts));
}

const std::vector<fs::path>& Prebuilt::laid(const course::Exercise& exercise,
                                            Profile profile) const {
  static const std::vector<fs::path> none;
  const auto found = laid_.find(exercise.id);
  return found == laid_.end() || !found->second.contains(profile) ? none
                                                                  : found->second.at(profile);
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
