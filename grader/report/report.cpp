#include "report/report.hpp"

#include <numeric>

namespace report {
namespace {

template <class Count>
int sum(const std::vector<ExerciseReport>& exercises, Count count) {
  return std::accumulate(
      exercises.begin(), exercises.end(), 0,
      [&](int total, const ExerciseReport& exercise) { return total + (exercise.grade.*count)(); });
}

}  // namespace

int Report::earned() const { return sum(exercises, &score::Grade::earned); }
int Report::possible() const { return sum(exercises, &score::Grade::possible); }
int Report::not_measured() const { return sum(exercises, &score::Grade::not_measured); }

}  // namespace report
