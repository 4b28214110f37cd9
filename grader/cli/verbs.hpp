// One function for each verb. Each prints its result on stdout and returns the
// exit code; errors leave as exceptions.

#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace cli {

ExitCode run(const Options& options);
ExitCode replay(const Options& options);
ExitCode explore(const Options& options);
ExitCode trace(const Options& options);
ExitCode report_file(const Options& options);  // report FILE
ExitCode list(const Options& options);
ExitCode hint(const Options& options);
ExitCode reset(const Options& options);
ExitCode watch(const Options& options);
ExitCode batch(const Options& options);
ExitCode slice(const Options& options);  // a task of batch --slurm
ExitCode gradebook(const Options& options);
ExitCode check(const Options& options);
ExitCode check_speed(const Options& options);  // check --speed
ExitCode release(const Options& options);
ExitCode bundle(const Options& options);
ExitCode doctor(const Options& options);

}  // namespace cli
