// What the explorer found, as lines of JSON.

#pragma once

#include <string_view>

#include "explore/trial.hpp"

namespace explore {

struct Failure {
  const char* seed = "";
  unsigned long schedule = 0;  // from 1 on
  bool confirmed = false;
  const Ending& ending;                 // of the seed's own schedule
  const Ledger* explanation = nullptr;  // of a run that ended alike; null: there is none
  std::uint32_t steps = 0;              // of that run
  std::uint32_t preemptions = 0;        // of that run
  std::string_view said{};              // by the program in that run
};

struct Total {
  unsigned long schedules = 0;
  unsigned long failures = 0;
  unsigned long first = 0;  // schedule that failed first; 0: none
  std::uint64_t steps = 0;  // of the longest schedule
  double seconds = 0;
  bool out_of_budget = false;
};

// To a file or socket. What cannot be written is lost.
void tell(int descriptor, const Failure& failure);
void tell(int descriptor, const Total& total);

}  // namespace explore
