// The conversation with the benchmark program about one speed row: asks for
// rounds until the verdict is clear, the machine hopelessly busy, or the budget
// used up.

#pragma once

#include <filesystem>
#include <functional>

#include "build/workshop.hpp"
#include "course/exercise.hpp"
#include "judge/finding.hpp"
#include "sandbox/machine_load.hpp"
#include "sandbox/runner.hpp"

namespace judge {

// Asked when the program says that a round is over.
using MachineClock = std::function<sandbox::MachineTime()>;

// Times `row` of `program`. Once more if that says inconclusive, not measured,
// slow or too fast, unless every round was many times slower than the serial
// program or none of them was quiet. `cpus` is what this process may use.
Finding judge_speed(const build::Program& program, const course::Exercise& exercise,
                    const course::SpeedRow& row, unsigned cpus,
                    const std::filesystem::path& scratch, const sandbox::Runner& runner,
                    const MachineClock& clock = sandbox::machine_time);

}  // namespace judge
