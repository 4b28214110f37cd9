#include "cli/standing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "report/issues.hpp"
#include "report/wording.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path kept_in(const course::Exercise& exercise, const fs::path& root) {
  return root / "build" / "progress" / (exercise.id + ".json");
}

// The submit files by name, as bytes: they need not be UTF-8.
json submitted(const course::Exercise& exercise) {
  json files = json::object();
  for (const std::string& name : exercise.submit) {
    std::ifstream file(exercise.folder / name, std::ios::binary);
    files[name] = json::binary({std::istreambuf_iterator<char>(file), {}});
  }
  return files;
}

bool says_not_written_yet(const course::Exercise& exercise) {
  return std::any_of(exercise.submit.begin(), exercise.submit.end(), [&](const std::string& name) {
    std::ifstream file(exercise.folder / name, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.find("throw NotWrittenYet") != std::string::npos;
  });
}

}  // namespace

std::string in_words(const Standing& standing) {
  const std::string points =
      report::points(standing.earned, standing.possible, standing.not_measured);
  switch (standing.state) {
    case Standing::State::untouched:
      return "to do";
    case Standing::State::not_graded:
      return "not graded yet";
    case Standing::State::changed:
      return points + ", changed since";
    case Standing::State::graded:
      return points;
  }
  return {};
}

Standing standing_of(const course::Exercise& exercise, const fs::path& root) {
  std::ifstream file(kept_in(exercise, root), std::ios::binary);
  const json kept = json::from_cbor(file, true, false);
  if (!kept.is_object() || !kept.contains("files")) {
    return {.state = says_not_written_yet(exercise) ? Standing::State::untouched
                                                    : Standing::State::not_graded};
  }
  Standing standing{.state = Standing::State::graded,
                    .earned = kept.value("earned", 0),
                    .possible = kept.value("possible", 0),
                    .not_measured = kept.value("not_measured", 0)};
  if (kept["files"] != submitted(exercise)) {
    standing.state = Standing::State::changed;
  } else if (kept.value("untouched", false)) {
    standing.state = Standing::State::untouched;
  }
  return standing;
}

void remember(const report::ExerciseReport& graded, const fs::path& root) {
  const fs::path file = kept_in(graded.exercise, root);
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  const json kept{{"earned", graded.grade.earned()},
                  {"possible", graded.grade.possible()},
                  {"not_measured", graded.grade.not_measured()},
                  {"untouched", report::not_written_yet(graded)},
                  {"files", submitted(graded.exercise)}};
  std::ofstream out(file, std::ios::binary);
  json::to_cbor(kept, out);
}

}  // namespace cli
