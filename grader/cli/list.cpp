// grade list: the exercises in order, how far this checkout has come with each, and
// which one is next.

#include <fmt/format.h>

#include <algorithm>
#include <vector>

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

ExitCode list(const Options& options) {
  const course::Catalogue catalogue = course::Catalogue::load(options.root);
  std::vector<std::string> ids;
  std::vector<std::string> standings;
  const course::Exercise* next = nullptr;
  std::size_t done = 0;
  for (const course::Exercise& exercise : catalogue.exercises()) {
    const Standing standing = standing_of(exercise, options.root);
    ids.push_back(exercise.id);
    standings.push_back(in_words(standing));
    done += standing.is_done() ? 1 : 0;
    if (next == nullptr && !standing.is_done()) {
      next = &exercise;
    }
  }
  const std::size_t id_width = widest(ids);
  const std::size_t standing_width = widest(standings);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::string start = report::padded(ids[i], id_width) + "  " +
                              report::padded(standings[i], standing_width) + "  ";
    const std::string& title = catalogue.exercises()[i].title;
    for (const std::string& line :
         report::wrap(title, kWidth, start, std::string(start.size(), ' '))) {
      fmt::print("{}\n", line);
    }
  }
  fmt::print("\n{} of {} done.\n", done, ids.size());
  if (next != nullptr) {
    fmt::print("Next: edit {} in exercises/{}, then run\n  grader/grade run {}\n",
               fmt::join(next->submit, " and "), next->id, next->number);
  }
  return ExitCode::all_points;
}

}  // namespace cli
