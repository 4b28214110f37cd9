#include "batch/late_days.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "batch/student_names.hpp"
#include "report/csv_field.hpp"

namespace batch {
namespace {

using Times = std::map<std::string, std::map<std::string, Moment>>;  // submission, exercise

std::vector<std::string> names_of(const std::vector<Earned>& earned) {
  std::vector<std::string> names;
  for (const Earned& each : earned) {
    names.push_back(each.submission);
  }
  return names;
}

void check_due(const std::vector<std::string>& exercises, const LatePolicy& policy) {
  std::vector<std::string> never;
  std::copy_if(exercises.begin(), exercises.end(), std::back_inserter(never),
               [&](const std::string& each) { return !policy.due_of(each); });
  if (!never.empty()) {
    throw std::runtime_error(fmt::format("{}:1: the batch holds {}; say in [due] when that was due",
                                         policy.shown, fmt::join(never, ", ")));
  }
}

class Class {
 public:
  Class(const std::vector<std::string>& exercises, const std::vector<Earned>& earned,
        const LatePolicy& policy)
      : exercises_(exercises), earned_(earned), policy_(policy), roll_(names_of(earned)) {
    check_due(exercises, policy);
    for (const Extension& extension : policy.extensions) {
      if (const std::string* name = roll_.find(extension.student)) {
        extensions_[*name].push_back(extension);
      } else {
        doubts_.push_back(fmt::format("{}:{}: the extension of {}, of whom the batch holds nothing",
                                      policy.shown, extension.line, extension.student));
      }
    }
  }

  void add(const std::vector<HandInTime>& times, const ExerciseNamed& exercise_named) {
    std::map<std::string, int> strange;
    for (const HandInTime& time : times) {
      const std::optional<std::string> exercise = exercise_named(time.exercise);
      if (!exercise || !policy_.due_of(*exercise)) {
        ++strange[fmt::format("{}, which {}", time.exercise,
                              exercise ? "was never due" : "is no exercise")];
      } else if (const std::string* name = roll_.find(time.student)) {
        const auto [kept, is_new] = times_[*name].emplace(*exercise, time.at);
        kept->second = std::max(kept->second, time.at);
      } else if (place_of(*exercise)) {
        // Somebody's work may have been lost. In other batches there are other students.
        ++strange[fmt::format("{} by {}, of whom the batch holds nothing", *exercise,
                              time.student)];
      }
    }
    for (const auto& [what, count] : strange) {
      doubts_.push_back(fmt::format("{}: {} of {}", policy_.hand_ins,
                                    count == 1 ? "a hand-in" : fmt::format("{} hand-ins", count),
                                    what));
    }
  }

  LateDays result() {
    LateDays all;
    for (const Earned& each : earned_) {
      all.lines.push_back(line_of(each));
    }
    all.doubts = std::move(doubts_);
    return all;
  }

 private:
  std::optional<std::size_t> place_of(const std::string& exercise) const {
    const auto found = std::find(exercises_.begin(), exercises_.end(), exercise);
    return found == exercises_.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - exercises_.begin()));
  }

  // One for the exercise goes before one for all.
  Moment due_for(const std::string& submission, const std::string& exercise) const {
    Moment due = *policy_.due_of(exercise);
    const auto theirs = extensions_.find(submission);
    if (theirs == extensions_.end()) {
      return due;
    }
    const auto find = [&](const std::string& wanted) {
      return std::find_if(theirs->second.begin(), theirs->second.end(),
                          [&](const Extension& each) { return each.exercise == wanted; });
    };
    const auto one = find(exercise);
    const auto found = one != theirs->second.end() ? one : find("");
    return found == theirs->second.end() ? due : found->due.value_or(due + found->days);
  }

  // Of this batch and of others: they share the free days.
  std::vector<HandedIn> hand_ins_of(const Earned& earned, LateLine& line) {
    std::vector<HandedIn> all;
    const std::map<std::string, Moment>& times = times_[earned.submission];
    for (const auto& [exercise, at] : times) {
      all.push_back({exercise, due_for(earned.submission, exercise), at});
    }
    for (std::size_t i = 0; i < exercises_.size(); ++i) {
      const bool has_time = times.contains(exercises_[i]);
      if (earned.points.at(i) && !has_time) {
        all.push_back({exercises_[i], due_for(earned.submission, exercises_[i]), std::nullopt});
        line.timeless.push_back(exercises_[i]);
      } else if (!earned.points.at(i) && has_time) {
        doubts_.push_back(fmt::format("{}: a hand-in of {} by {}, of which the batch holds nothing",
                                      policy_.hand_ins, exercises_[i], earned.submission));
      }
    }
    return all;
  }

  LateLine line_of(const Earned& earned) {
    LateLine line{.submission = earned.submission, .cells = {}};
    for (std::size_t i = 0; i < exercises_.size(); ++i) {
      line.cells.push_back(
          {.before = earned.points.at(i), .due = due_for(earned.submission, exercises_[i])});
    }
    for (Lateness& late : lateness(policy_.rules, hand_ins_of(earned, line))) {
      const std::optional<std::size_t> place = place_of(late.hand_in.exercise);
      if (!place) {
        continue;
      }
      LateCell& cell = line.cells[*place];
      if (cell.before && late.percent) {
        cell.after = points_after(*cell.before, *late.percent);
      }
      cell.lateness = std::move(late);
    }
    return line;
  }

  const std::vector<std::string>& exercises_;
  const std::vector<Earned>& earned_;
  const LatePolicy& policy_;
  const Roll roll_;
  std::map<std::string, std::vector<Extension>> extensions_;  // by submission
  Times times_;
  std::vector<std::string> doubts_;
};

std::string number(const std::optional<int>& value) { return value ? std::to_string(*value) : ""; }

}  // namespace

std::optional<int> LateLine::points(const std::vector<std::string>& exercises,
                                    const std::string& exercise) const {
  int sum = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!exercise.empty() && exercises.at(i) != exercise) {
      continue;
    }
    if (cells[i].before && !cells[i].after) {
      return std::nullopt;
    }
    sum += cells[i].after.value_or(0);
  }
  return sum;
}

LateDays late_days(const std::vector<std::string>& exercises, const std::vector<Earned>& earned,
                   const LatePolicy& policy, const std::vector<HandInTime>& times,
                   const ExerciseNamed& exercise_named) {
  Class all(exercises, earned, policy);
  all.add(times, exercise_named);
  return all.result();
}

std::string late_csv(const std::vector<std::string>& exercises,
                     const std::vector<LateLine>& lines) {
  std::string text =
      "submission,exercise,points before,due,handed in,days late,free days used,percent taken,"
      "points after\r\n";
  for (const LateLine& line : lines) {
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      const LateCell& cell = line.cells[i];
      text +=
          fmt::format("{},{},{},{},", report::csv_field(line.submission),
                      report::csv_field(exercises.at(i)), number(cell.before), in_utc(cell.due));
      if (cell.lateness && cell.lateness->hand_in.at) {
        const Lateness& late = *cell.lateness;
        text += fmt::format("{},{},{},{},{}\r\n", in_utc(*late.hand_in.at), late.days,
                            late.percent ? std::to_string(late.free_days) : "",
                            number(late.percent), number(cell.after));
      } else {
        text += ",,,,\r\n";
      }
    }
  }
  return text;
}

}  // namespace batch
