// What `batch --slurm` needs of this machine: Slurm's commands, as the user would call
// them, and a folder that no other grader uses meanwhile.

#pragma once

#include <vector>

#include "batch/slurm_grading.hpp"
#include "cli/options.hpp"
#include "sandbox/interrupt.hpp"

namespace cli {

// Throws UsageError if what is to go to sbatch cannot be that.
void check_slurm_options(const Options& options);

// Returns when all pieces were taken. `events` needs no pause. Throws UsageError if
// another grader is at it, SlurmError, and Interrupted; then the tasks are at work still.
void grade_by_slurm(const Options& options, const std::vector<const batch::Piece*>& pieces,
                    batch::SlurmEvents events, const sandbox::Interrupt& interrupt);

// After an interruption, with no Interrupt in use: nothing goes on, what was done stays.
// Throws SlurmError.
void cancel_slurm(const Options& options);

}  // namespace cli
