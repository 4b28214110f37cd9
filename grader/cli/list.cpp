// grade list: the exercises in order, how far this checkout has come with each, and
// which one is next.

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cli/lists.hpp"
#include "cli/standing.hpp"
#include "cli/verbs.hpp"
#include "course/catalogue.hpp"
#include "report/layout.hpp"

namespace cli {
namespace {

constexpr std::size_t kWidth = 80;

std::size_t widest(const std::vector<std::string>& texts) {
  std::size_t width = 0;
  for (const std::string& text : texts) {
    width = std::max(width, text.size());
  }
  return width;
}

}  // namespace

const course::Exercise* next_to_do(const course::Catalogue& catalogue,
                                   const std::filesystem::path& root,
                                   const course::Exercise* after) {
  const auto& exercises = catalogue.exercises();
  const auto begin =
      after == nullptr ? std::size_t{0} : static_cast<std::size_t>(after - exercises.data()) + 1;
  for (std::size_t i = 0; i < exercises.size(); ++i) {
    const course::Exercise& exercise = exercises[(begin + i) % exercises.size()];
    if (&exercise != after && !standing_of(exercise, root).is_done()) {
      return &exercise;
    }
  }
  return nullptr;
}

std::string list_of(const course::Catalogue& catalogue, const std::filesystem::path& root) {
  std::vector<std::string> ids;
  std::vector<std::string> standings;
  std::size_t done = 0;
  for (const course::Exercise& exercise : catalogue.exercises()) {
    const Standing standing = standing_of(exercise, root);
    ids.push_back(exercise.id);
    standings.push_back(in_words(standing));
    done += standing.is_done() ? 1 : 0;
  }
  std::string text;
  const std::size_t id_width = widest(ids);
  const std::size_t standing_width = widest(standings);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::string start = report::padded(ids[i], id_width) + "  " +
                              report::padded(standings[i], standing_width) + "  ";
    const std::string& title = catalogue.exercises()[i].title;
    for (const std::string& line :
         report::wrap(title, kWidth, start, std::string(start.size(), ' '))) {
      text += line + "\n";
    }
  }
  text += fmt::format("\n{} of {} done.\n", done, ids.size());
  return text + what_is_next(catalogue, root);
}

std::string what_is_next(const course::Catalogue& catalogue, const std::filesystem::path& root) {
  const course::Exercise* next = next_to_do(catalogue, root);
  return next == nullptr
             ? std::string()
             : fmt::format("Next: edit {} in exercises/{}, then run\n  grader/grade run {}\n",
                           fmt::join(next->submit, " and "), next->id, next->number);
}

ExitCode list(const Options& options) {
  fmt::print("{}", list_of(course::Catalogue::load(options.root), options.root));
  return ExitCode::all_points;
}

}  // namespace cli
