// What the rounds of one speed row amount to.
//
// The benchmark program times three things in random order, round after round:
// the serial baseline, what this machine allows, and the student's code (see
// timing.hpp). Here the rounds become a gain with its confidence interval, and
// the gain a verdict. A machine that allows no speed-up judges nobody. Pure.

#pragma once

#include <vector>

#include "course/exercise.hpp"
#include "judge/finding.hpp"

namespace judge {

// Other programs may keep at most this many CPUs busy while the clock judges.
inline constexpr double kMostForeignLoad = 0.25;

// The machine must allow at least this speed-up with `workers` CPUs, or its
// clock says nothing about parallel code.
double least_attainable(unsigned workers);

// The measure that rounds amount to; at least one round. Its foreign load is
// the median of the rounds': a gain rests on the quick rounds, so that what
// disturbs fewer than half of them does no harm, and a median is deaf to the
// ticks in which the system counts.
SpeedMeasure measure(const course::SpeedRow& row, unsigned workers, double attainable_work,
                     std::vector<Round> rounds);

// What the verdict would be if no more rounds came. The finding holds the measure.
Finding judge_measure(const course::SpeedRow& row, const SpeedMeasure& measure);

// An io row waits; who computes all the while looks again and again.
bool polls(const SpeedMeasure& measure);

// So slow, or so busy instead of waiting, in every round that more of them would
// say nothing new.
bool hopeless(const course::SpeedRow& row, const std::vector<Round>& rounds);

// Others kept the machine busy in more than three rounds of four: it is no passing
// disturbance that more rounds would outlast. Not even of waiting can anything
// be told then: who looks again and again, and yields each time, leaves the
// CPU to the others and uses as little as who sleeps.
bool hardly_quiet(const std::vector<Round>& rounds);

// The machine allows too little of a speed-up for a verdict, and not by chance: all of
// its interval says so. Its CPUs share a core with each other, or with others that it
// cannot see.
bool plainly_weak(const course::SpeedRow& row, const SpeedMeasure& measure);

// True of what must not be said in haste: slow and too fast.
bool costs_points(const Verdict& verdict);

}  // namespace judge
