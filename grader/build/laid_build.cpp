#include "build/laid_build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "build/course_tool.hpp"
#include "course/catalogue.hpp"
#include "course/fnv.hpp"
#include "course/laid_tests.hpp"
#include "course/manifest.hpp"

namespace build {
namespace {

namespace fs = std::filesystem;

// What the objects are made of; equal text means up to date.
std::string fingerprint(const course::Exercise& exercise, const std::string& course) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(exercise.laid_tests)) {
    if (entry.is_regular_file() && entry.path().extension() != ".toml") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::uint64_t sum = course::fnv1a(course);
  for (const fs::path& file : files) {
    const std::string text = course::read_file(file);
    sum = course::fnv1a(fmt::format("{} {} {}", file.string(), text.size(), text), sum);
  }
  return fmt::format("{:016x}\n", sum);
}

class Laying {
 public:
  Laying(const course::Exercise& exercise, fs::path folder, const sandbox::Interrupt& interrupt)
      : exercise_(exercise), folder_(std::move(folder)), interrupt_(interrupt) {}

  fs::path object(const fs::path& source, Profile profile) const {
    return folder_ / name(profile) / (source.filename().string() + ".o");
  }

  void compile(const fs::path& source, Profile profile, const Recipe& recipe) const {
    const fs::path output = object(source, profile);
    fs::create_directories(output.parent_path());
    std::vector<std::string> arguments = recipe.compile;
    arguments.push_back("-I" + exercise_.laid_tests.string());
    for (const auto& includes : {recipe.includes, recipe.test_includes}) {
      for (const fs::path& include : includes) {
        arguments.push_back("-I" + include.string());
      }
    }
    // Relative, so that a report names "03-locks/load_test.cpp".
    arguments.insert(arguments.end(),
                     {"-fdebug-compilation-dir=.", "-fno-color-diagnostics", "-c",
                      exercise_.id + "/" + source.filename().string(), "-o", output.string()});
    run(recipe, std::move(arguments), source.string() + ":1: these tests do not build");
  }

  // From a program without the submit files, as exercise.cmake does it.
  void list(const std::vector<fs::path>& parts, const Recipe& recipe) const {
    const fs::path program = folder_ / "list";
    std::vector<std::string> arguments;
    for (const fs::path& part : parts) {
      arguments.push_back(part.string());
    }
    arguments.insert(arguments.end(), recipe.link.begin(), recipe.link.end());
    arguments.insert(arguments.end(),
                     {"-no-pie", "-Wl,--unresolved-symbols=ignore-all", "-o", program.string()});
    const std::string fails = exercise_.laid_tests.string() + ":1: these tests do not link";
    run(recipe, std::move(arguments), fails);
    run_course_tool(
        folder_,
        {program.string(), "--gtest_list_tests", "--gtest_output=json:" + tests_file().string()},
        interrupt_, fails);
  }

  fs::path tests_file() const { return folder_ / "tests.json"; }

 private:
  void run(const Recipe& recipe, std::vector<std::string> arguments,
           const std::string& what_fails) const {
    arguments.insert(arguments.begin(), recipe.compiler);
    run_course_tool(exercise_.laid_tests.parent_path(), std::move(arguments), interrupt_,
                    what_fails);
  }

  const course::Exercise& exercise_;
  fs::path folder_;
  const sandbox::Interrupt& interrupt_;
};

// A test that none of tests.toml's suites holds would be shown to the students.
void check_suites(const course::Exercise& exercise, const std::vector<course::Test>& tests) {
  const auto fail = [&](const std::string& what) {
    throw course::CourseError((exercise.laid_tests / "tests.toml").string() + ":1: " + what);
  };
  for (const course::Test& test : tests) {
    if (!course::is_graded(exercise, test)) {
      fail(fmt::format("test {} belongs to no [[suite]]", test.full_name()));
    }
  }
  for (const course::Suite& suite : exercise.suites) {
    if (suite.laid && std::none_of(tests.begin(), tests.end(), [&](const course::Test& test) {
          return test.suite == suite.name;
        })) {
      fail(fmt::format("suite '{}' has no tests", suite.name));
    }
  }
}

// Of the course's own tests, what is no test: the libraries.
std::vector<fs::path> libraries_of(const Recipe& recipe) {
  std::vector<fs::path> libraries = recipe.tests;
  std::erase_if(libraries, [](const fs::path& part) { return part.extension() == ".o"; });
  return libraries;
}

}  // namespace

LaidBuild build_laid_tests(const course::Exercise& exercise,
                           const std::map<Profile, const Recipe*>& recipes, const fs::path& folder,
                           const std::string& course, const sandbox::Interrupt& interrupt,
                           const std::function<void()>& begin) {
  const fs::path mine =
      folder / fmt::format("{:016x}", course::fnv1a(exercise.laid_tests.parent_path().string())) /
      exercise.id;
  const fs::path stamp = mine / "stamp";
  const std::string wanted = fingerprint(exercise, course);
  const std::vector<fs::path> sources = course::laid_sources(exercise);
  const Laying laying(exercise, mine, interrupt);

  LaidBuild laid;
  for (const auto& [profile, recipe] : recipes) {
    std::vector<fs::path>& parts = laid.parts[profile];
    for (const fs::path& source : sources) {
      parts.push_back(laying.object(source, profile));
    }
    const std::vector<fs::path> libraries = libraries_of(*recipe);
    parts.insert(parts.end(), libraries.begin(), libraries.end());
  }
  if (!fs::exists(stamp) || course::read_file(stamp) != wanted) {
    begin();
    fs::remove_all(mine);
    for (const auto& [profile, recipe] : recipes) {
      for (const fs::path& source : sources) {
        laying.compile(source, profile, *recipe);
      }
    }
    laying.list(laid.parts.at(Profile::plain), *recipes.at(Profile::plain));
    std::ofstream(stamp) << wanted;
  }
  laid.tests = read_tests(laying.tests_file());
  for (course::Test& test : laid.tests) {
    test.laid = true;
  }
  check_suites(exercise, laid.tests);
  return laid;
}

}  // namespace build
