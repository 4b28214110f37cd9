// Evidence from the clock: one speed row.
//
// The benchmark program times three things in random order, round after round:
// the serial baseline, what this machine allows, and the student's code. Here
// the rounds become a gain with its confidence interval, and the gain a
// verdict. A machine that allows no speed-up judges nobody.

#pragma once

#include <filesystem>
#include <vector>

#include "build/workshop.hpp"
#include "course/exercise.hpp"
#include "judge/finding.hpp"
#include "sandbox/runner.hpp"

namespace judge {

// Other programs may keep at most this many CPUs busy while the clock judges.
inline constexpr double kMostForeignLoad = 0.25;

// The machine must allow at least this speed-up with `workers` CPUs, or its
// clock says nothing about parallel code.
double least_attainable(unsigned workers);

// The measure that rounds amount to; at least one round.
SpeedMeasure measure(const course::SpeedRow& row, unsigned workers, double attainable_work,
                     std::vector<Round> rounds);

// What the verdict would be if no more rounds came. Pure. The finding holds
// the measure.
Finding judge_measure(const course::SpeedRow& row, const SpeedMeasure& measure);

// Times `row` of `program`: rounds until the verdict is clear or the budget
// ends; once more if that says inconclusive or slow, unless every round was
// many times slower than the serial program. `cpus` is what this process may use.
Finding judge_speed(const build::Program& program, const course::Exercise& exercise,
                    const course::SpeedRow& row, unsigned cpus,
                    const std::filesystem::path& scratch, const sandbox::Runner& runner);

}  // namespace judge
