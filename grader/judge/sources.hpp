// Where reported places lie, and the source lines at them.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "course/exercise.hpp"
#include "judge/finding.hpp"

namespace judge {

class Sources {
 public:
  // `staged` holds the submission's "03-locks/bank.cpp"; `exercises` the course's files.
  Sources(std::filesystem::path staged, std::filesystem::path exercises,
          const course::Exercise& exercise);

  // A place for a path as compilers, sanitizers and GoogleTest print it. The
  // file becomes relative to the folder that holds the exercises.
  Place place(const std::string& printed, int line, std::string note = {}) const;

  // Of lines that call one another, the innermost first, the one where the
  // student can do something about it: the first in a submit file, else the first
  // in any file of the course. Each has a `file`, which may be empty, and a `line`.
  template <class Lines>
  std::optional<Place> telling_place(const Lines& lines) const {
    std::optional<Place> ours;
    for (const auto& each : lines) {
      Place found = each.file.empty() ? Place() : place(each.file, each.line);
      if (is_submitted(found)) {
        return found;
      }
      if (!ours && is_ours(found)) {
        ours = std::move(found);
      }
    }
    return ours;
  }

  // True if the place is in a submit file.
  bool is_submitted(const Place& place) const;
  // True if the place is in a file of the course or of the submission at all.
  bool is_ours(const Place& place) const;

 private:
  std::filesystem::path staged_;
  std::filesystem::path exercises_;
  const course::Exercise& exercise_;
};

}  // namespace judge
