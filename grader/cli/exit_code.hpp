// What the grader's exit code says. The README has the same table.

#pragma once

namespace cli {

enum class ExitCode {
  all_points = 0,
  points_missing = 1,
  usage = 2,
  course_broken = 3,
  nothing_graded = 4,
  not_measurable = 5,  // no points missing, but the machine could not measure a part
  interrupted = 130,
};

}  // namespace cli
