#include "build/recipe.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "course/catalogue.hpp"

namespace build {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

template <class Read>
auto read_json(const fs::path& file, const Read& read) {
  try {
    return read(json::parse(course::read_file(file)));
  } catch (const std::exception& error) {
    throw course::CourseError(file.string() + ":1: " + error.what() +
                              "; delete the folder build/ and try again");
  }
}

std::vector<fs::path> paths(const json& list) {
  std::vector<fs::path> all;
  for (const json& path : list) {
    all.emplace_back(path.get<std::string>());
  }
  return all;
}

}  // namespace

std::string name(Profile profile) {
  switch (profile) {
    case Profile::plain:
      return "plain";
    case Profile::tsan:
      return "tsan";
    case Profile::bench:
      return "bench";
  }
  return {};
}

Recipe read_recipe(const fs::path& file) {
  return read_json(file, [](const json& recipe) {
    const json& inspection = recipe.at("inspection");
    return Recipe{.compiler = recipe.at("compiler"),
                  .inspection = {.nm = inspection.at("nm"),
                                 .linker = inspection.at("linker"),
                                 .symbolizer = inspection.at("symbolizer")},
                  .compile = recipe.at("compile"),
                  .includes = paths(recipe.at("includes")),
                  .headers = paths(recipe.at("headers")),
                  .adapters = paths(recipe.at("adapters")),
                  .link = recipe.at("link"),
                  .tests = paths(recipe.at("tests")),
                  .bench = paths(recipe.at("bench")),
                  .test_includes = paths(recipe.at("test_includes")),
                  .explorer = paths(recipe.at("explorer")),
                  .explorer_link = recipe.at("explorer_link"),
                  .tracer = paths(recipe.at("tracer"))};
  });
}

// Make's words: "FILE.pch: FILE /usr/include/a \\\n /usr/include/b".
Precompiled read_precompiled(const fs::path& header) {
  Precompiled precompiled{.header = header, .file = header.string() + ".pch", .holds = {}};
  std::istringstream words(course::read_file(header.string() + ".d"));
  for (std::string word; words >> word;) {
    if (word != "\\" && word != header && !word.ends_with(':')) {
      precompiled.holds.insert(word);
    }
  }
  return precompiled;
}

std::vector<course::Test> read_tests(const fs::path& file) {
  return read_json(file, [](const json& list) {
    std::vector<course::Test> tests;
    for (const json& suite : list.at("testsuites")) {
      for (const json& test : suite.at("testsuite")) {
        tests.push_back({.suite = suite.at("name"),
                         .name = test.at("name"),
                         .file = test.at("file"),
                         .line = test.at("line")});
      }
    }
    return tests;
  });
}

}  // namespace build
