// One start of the program, one fork for each schedule.
//
// Takes the place of main: static objects exist when it runs, threads do not. A
// program that has more to do first defines
//   extern "C" const bool explore_later = true;
// and calls explore_from_here() while it has one thread: what it did until then
// is done once for all schedules. After explore_until_here() it may look at what
// differs from run to run.
// What to run stands in the environment:
//   EXPLORE_SCHEDULES    how many; 1,000 if not given
//   EXPLORE_SEED         of the first schedule; each has a seed of its own
//   EXPLORE_STRATEGY     random, pos, pct1 to pct9, or mix
//   EXPLORE_ADVERSARY    time, wakeups, or both with a comma: what the
//                        surroundings may do
//   EXPLORE_STOP         1: no further than the first failure
//   EXPLORE_BUDGET_MS    no further schedule begins after that time
//   EXPLORE_DEADLINE_MS  of one schedule; 10,000 if not given
//   EXPLORE_REPLAY       a seed: only this schedule, and what happens in it
//   EXPLORE_HERE         1: EXPLORE_REPLAY, in this process and not in a child, and
//                        nothing is told: for a debugger, which finds everything
//                        as it is in explore_stops_here()
//   EXPLORE_WHOLE        1: what fails is told as it was, and not made shorter
//   EXPLORE_FD           where the results go; without it the socket in
//                        COURSE_RESULT_FD, and without that standard error
// Prints a line of JSON for the first failure and one at the end (README.md).
// Exit status: 0 no failure, 1 failures, 2 what is wanted makes no sense.

#include <algorithm>
#include <climits>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <optional>
#include <string_view>

#include "explore/minimise.hpp"
#include "explore/places.hpp"
#include "explore/real.hpp"
#include "explore/report.hpp"
#include "explore/scheduler.hpp"
#include "explore/seed.hpp"
#include "explore/trial.hpp"

namespace explore {
namespace {

constexpr unsigned kConfirmations = 3;
constexpr unsigned kMostShorter = 300;
// What 2 s are about enough for: time itself would not be the same every time.
constexpr std::uint64_t kMostShorterSteps = 500'000;
constexpr double kMostShorterSeconds = 2;

Trials::Main* program = nullptr;

struct Wanted {
  unsigned long schedules = 1'000;
  unsigned long budget_ms = ULONG_MAX;
  int deadline_ms = 10'000;
  int output = 2;
  int channel = -1;
  bool stop = false;
  bool whole = false;
  bool here = false;
  bool mix = true;
  bool replay = false;
  Plan plan;  // of the first schedule
};

unsigned long number_from(const char* name, unsigned long otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoul(text, nullptr, 10);
}

std::string_view text_from(const char* name) {
  const char* const text = std::getenv(name);
  return text == nullptr ? std::string_view() : text;
}

// The grader's socket, or -1. Looked up before main, which may hide it from the
// programs that it starts.
int channel_at_start = -1;

bool complain(const char* name, const char* hint) {
  std::fprintf(stderr, "explore: %s=%s is not %s\n", name, std::getenv(name), hint);
  return false;
}

bool read_plan(Wanted& wanted) {
  wanted.plan.seed = number_from("EXPLORE_SEED", 1);
  const std::string_view strategy = text_from("EXPLORE_STRATEGY");
  wanted.mix = strategy.empty() || strategy == "mix";
  if (!wanted.mix && !set_strategy(strategy, wanted.plan)) {
    return complain("EXPLORE_STRATEGY", "random, pos, pct1 to pct9, or mix");
  }
  if (!set_adversary(text_from("EXPLORE_ADVERSARY"), wanted.plan)) {
    return complain("EXPLORE_ADVERSARY", "time, wakeups or time,wakeups");
  }
  if (std::getenv("EXPLORE_REPLAY") != nullptr) {
    const std::optional<Plan> plan = plan_of(text_from("EXPLORE_REPLAY"));
    if (!plan.has_value()) {
      return complain("EXPLORE_REPLAY", "a seed such as random-4711, pos-4711 or pct3-230-4711");
    }
    wanted.plan = *plan;
    wanted.replay = true;
    wanted.schedules = 1;
  }
  return true;
}

bool read(Wanted& wanted) {
  wanted.schedules = number_from("EXPLORE_SCHEDULES", wanted.schedules);
  wanted.budget_ms = number_from("EXPLORE_BUDGET_MS", wanted.budget_ms);
  wanted.deadline_ms = static_cast<int>(number_from("EXPLORE_DEADLINE_MS", 10'000));
  wanted.stop = number_from("EXPLORE_STOP", 0) != 0;
  wanted.whole = number_from("EXPLORE_WHOLE", 0) != 0;
  wanted.here = number_from("EXPLORE_HERE", 0) != 0;
  wanted.channel = channel_at_start;
  if (wanted.channel >= 0) {
    wanted.output = wanted.channel;
  }
  wanted.output =
      static_cast<int>(number_from("EXPLORE_FD", static_cast<unsigned long>(wanted.output)));
  return read_plan(wanted);
}

// 40 % random walk, 20 % partial order sampling, 40 % PCT of depth 2, 3 and 5.
Plan plan_of(const Wanted& wanted, unsigned long index, std::uint64_t steps) {
  constexpr std::string_view kMix[] = {"random", "pct2", "random", "pos", "pct3",
                                       "random", "pct5", "random", "pos", "pct3"};
  Plan plan = wanted.plan;
  if (!wanted.replay) {
    plan.seed += index;
    plan.steps = steps;
  }
  if (wanted.mix && !wanted.replay) {
    set_strategy(kMix[index % 10], plan);
  }
  return plan;
}

class Clock {
 public:
  double seconds() const { return now() - start_; }

 private:
  static double now() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  }
  double start_ = now();
};

bool is_confirmed(Trials& trials, const Plan& plan, const Ending& ending) {
  for (unsigned i = 0; i < kConfirmations; ++i) {
    if (!same(trials.run(plan, /*explain=*/false), ending)) {
      return false;
    }
  }
  return true;
}

Schedule shortest;

// The last run was that of the plan. Returns one with fewer preemptions that ends
// in the same way, or the plan itself.
Plan shorter(Trials& trials, const Plan& plan, const Ending& ending) {
  if (!trials.copy_executed(shortest)) {
    return plan;
  }
  Plan guided = plan;
  guided.kind = Plan::Kind::guided;
  const Clock clock;
  std::uint64_t steps = 0;
  const auto trial = [&](const Schedule& wanted, Schedule& executed) {
    guided.guide = &wanted;
    const Ending tried = trials.run(guided, /*explain=*/false);
    steps += tried.steps;
    Tried result{.preemptions = tried.preemptions};
    if (steps > kMostShorterSteps || clock.seconds() > kMostShorterSeconds) {
      result.verdict = Tried::Verdict::enough;
    } else if (alike(tried, ending) && !tried.killed && trials.copy_executed(executed)) {
      result.verdict = Tried::Verdict::fails;
    }
    return result;
  };
  // By reference: a copy would be allocated, and found by the program in its heap.
  minimise(shortest, ending.preemptions, kMostShorter, std::ref(trial));
  guided.guide = &shortest;
  return guided;
}

// A run with places is an explanation if it goes the same way as without them.
std::optional<Ending> explain(Trials& trials, const Plan& plan, const Ending& ending) {
  const Ending plain = trials.run(plan, /*explain=*/false);
  if (!alike(plain, ending)) {
    return std::nullopt;
  }
  const Ending explained = trials.run(plan, /*explain=*/true);
  return same(explained, plain) ? std::optional(explained) : std::nullopt;
}

// Where every run takes as long as it may, one more has to do.
void tell_killed(Trials& trials, const Wanted& wanted, const Plan& plan, Failure failure) {
  const Ending explained = trials.run(plan, /*explain=*/true);
  failure.confirmed = same(explained, failure.ending);
  failure.explanation = alike(explained, failure.ending) ? &trials.ledger() : nullptr;
  failure.steps = explained.steps;
  failure.preemptions = explained.preemptions;
  failure.said = trials.said();
  tell(wanted.output, failure);
}

void tell_failure(Trials& trials, const Wanted& wanted, const Plan& plan, unsigned long schedule,
                  const Ending& ending) {
  const SeedText seed = text_of(plan);
  Failure failure{.seed = seed.data(), .schedule = schedule, .ending = ending};
  if (ending.killed) {
    tell_killed(trials, wanted, plan, failure);
    return;
  }
  failure.confirmed = is_confirmed(trials, plan, ending);
  std::optional<Ending> explained;
  if (failure.confirmed && !wanted.whole) {
    explained = explain(trials, shorter(trials, plan, ending), ending);
  }
  if (!explained.has_value()) {
    explained = explain(trials, plan, ending);
  }
  if (explained.has_value()) {
    failure.explanation = &trials.ledger();
    failure.steps = explained->steps;
    failure.preemptions = explained->preemptions;
    failure.said = trials.said();
  }
  tell(wanted.output, failure);
}

Total run_all(Trials& trials, const Wanted& wanted) {
  const Clock clock;
  Total total{.steps = 100};
  bool done = false;
  while (total.schedules < wanted.schedules && !done && !total.out_of_budget) {
    const Plan plan = plan_of(wanted, total.schedules++, total.steps);
    const Ending ending = trials.run(plan, /*explain=*/false);
    total.steps = std::max<std::uint64_t>(total.steps, ending.steps);
    if (ending.kind != Kind::passed && total.failures++ == 0) {
      total.first = total.schedules;
      tell_failure(trials, wanted, plan, total.schedules, ending);
      done = wanted.stop;
    }
    total.out_of_budget = clock.seconds() * 1e3 >= static_cast<double>(wanted.budget_ms) &&
                          total.schedules < wanted.schedules && !done;
  }
  total.seconds = clock.seconds();
  return total;
}

int serve(const Trials::Program& what) {
  Wanted wanted;
  if (!read(wanted)) {
    return 2;
  }
  find_the_file();
  static Trials trials(what, wanted.output, wanted.channel, wanted.deadline_ms);
  if (wanted.here) {
    trials.run_here(wanted.plan, /*explain=*/false);
  }
  const Total total = run_all(trials, wanted);
  tell(wanted.output, total);
  return total.failures == 0 ? 0 : 1;
}

EXPLORE_EDGE int explore_main(int argc, char** argv, char** environment) {
  return serve({.main = program, .argc = argc, .argv = argv, .environment = environment});
}

std::jmp_buf here;
bool is_here = false;

[[noreturn]] int go_on_from_here(int /*argc*/, char** /*argv*/, char** /*environment*/) {
  std::longjmp(here, 1);
}

EXPLORE_EDGE int main_until_here(int argc, char** argv, char** environment) {
  const int code = program(argc, argv, environment);
  if (is_here) {  // what comes after main is no part of a schedule
    ledger().outcome = Outcome::finished;
    std::fflush(nullptr);
    std::_Exit(code);
  }
  return code;
}

}  // namespace
}  // namespace explore

extern "C" {

[[gnu::weak]] extern const bool explore_later;

// Returns once in each schedule; the process that counts them ends in here.
EXPLORE_EDGE void explore_from_here() {
  using namespace explore;
  if (is_here || std::getenv("EXPLORE_OFF") != nullptr) {
    return;
  }
  is_here = true;
  if (setjmp(here) == 0) {  // NOLINT(cert-err52-cpp): a child goes back, past trivial frames
    std::_Exit(
        serve({.main = go_on_from_here, .argc = 0, .argv = nullptr, .environment = nullptr}));
  }
}

// What the program does from now on is its own affair, and no part of the schedule.
EXPLORE_EDGE void explore_until_here() {
  if (explore::is_here) {
    explore::close_the_book();
  }
}

int __libc_start_main(explore::Trials::Main* main, int argc, char** argv, void (*init)(),
                      void (*fini)(), void (*rtld_fini)(), void* stack_end) {
  using namespace explore;
  program = main;
  if (std::getenv("COURSE_RESULT_FD") != nullptr) {
    channel_at_start = static_cast<int>(number_from("COURSE_RESULT_FD", 0));
  }
  Trials::Main* instead = &explore_later != nullptr ? main_until_here : explore_main;
  if (std::getenv("EXPLORE_OFF") != nullptr) {
    instead = main;
  }
  return real<int(Trials::Main*, int, char**, void (*)(), void (*)(), void (*)(), void*)>(
      "__libc_start_main")(instead, argc, argv, init, fini, rtld_fini, stack_end);
}

}  // extern "C"
