// What a class has handed in, piece by piece: one exercise of one submission each.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "batch/hand_ins.hpp"
#include "batch/store.hpp"
#include "course/exercise.hpp"
#include "submission/submission.hpp"

namespace batch {

struct Piece {
  Key key;
  submission::Intake intake;
  std::string report{};  // as JSON; empty: to be graded
};

struct Taken {
  std::vector<Piece> pieces;  // in the order of the exercises
  std::string problem;        // why none of it could be read; else empty
};

// What was handed in of each exercise; `states` are the course's, by exercise. Of an
// archive nothing else stays on the disk.
Taken take(const HandIn& hand_in, const std::vector<const course::Exercise*>& exercises,
           const std::map<std::string, std::string>& states);

// Those of the exercises that somebody has handed in. All were taken of all.
std::vector<const course::Exercise*> looked_at(
    const std::vector<const course::Exercise*>& exercises, const std::vector<Taken>& all);

// What is compared with the others'; empty if nothing could be taken.
std::string code_of(const submission::Intake& intake);

}  // namespace batch
