// Where reported places lie, and the source lines at them.

#pragma once

#include <filesystem>
#include <string>

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
