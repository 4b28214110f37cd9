// One start of the program, one fork for each schedule.
//
// Takes the place of main: static objects exist when it runs, threads do not.
// What to run stands in the environment:
//   EXPLORE_SCHEDULES  how many; 1,000 if not given
//   EXPLORE_SEED       of the first schedule; each has a seed of its own
//   EXPLORE_STRATEGY   random, pos, pct2, pct3, pct5, or mix
//   EXPLORE_STOP       1: no further than the first failure
// Prints a line of JSON for the first failure and one at the end, on descriptor
// EXPLORE_FD, or on standard error.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "explore/real.hpp"
#include "explore/scheduler.hpp"

namespace explore {
namespace {

using Main = int(int, char**, char**);
Main* program = nullptr;

struct Wanted {
  unsigned long schedules = 1'000;
  std::uint64_t seed = 1;
  std::string_view strategy = "mix";
  int descriptor = 2;
};

unsigned long number_from(const char* name, unsigned long otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoul(text, nullptr, 10);
}

// 40 % random walk, 20 % partial order sampling, 40 % PCT of depth 2, 3 and 5.
Plan plan_of(const Wanted& wanted, unsigned long index, std::uint64_t steps) {
  Plan plan{.steps = steps, .seed = wanted.seed + index};
  constexpr std::string_view kMix[] = {"random", "pct2", "random", "pos", "pct3",
                                       "random", "pct5", "random", "pos", "pct3"};
  const std::string_view name = wanted.strategy == "mix" ? kMix[index % 10] : wanted.strategy;
  if (name == "pos") {
    plan.kind = Plan::Kind::pos;
  } else if (name.substr(0, 3) == "pct") {
    plan.kind = Plan::Kind::pct;
    plan.depth = static_cast<unsigned>(name.back() - '0');
  }
  return plan;
}

constexpr int kDeadlineMs = 10'000;

// Waits for the child; kills it where it comes to no end.
int wait_for(pid_t child) {
  const int descriptor = static_cast<int>(raw_syscall(SYS_pidfd_open, child, 0, 0, 0, 0, 0));
  pollfd end{.fd = descriptor, .events = POLLIN, .revents = 0};
  if (descriptor >= 0 && ::poll(&end, 1, kDeadlineMs) == 0) {
    ::kill(child, SIGKILL);
  }
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::deadlock:
      return "deadlock";
    case Outcome::livelock:
      return "livelock";
    case Outcome::race:
      return "race";
    case Outcome::not_modelled:
      return "not modelled";
    case Outcome::unfinished:
    case Outcome::finished:
      break;
  }
  return "failed";
}

int explore(int argc, char** argv, char** environment) {
  const Wanted wanted{.schedules = number_from("EXPLORE_SCHEDULES", 1'000),
                      .seed = number_from("EXPLORE_SEED", 1),
                      .strategy = std::getenv("EXPLORE_STRATEGY") == nullptr
                                      ? "mix"
                                      : std::getenv("EXPLORE_STRATEGY"),
                      .descriptor = static_cast<int>(number_from("EXPLORE_FD", 2))};
  auto* const shared = static_cast<Ledger*>(
      ::mmap(nullptr, sizeof(Ledger), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  std::uint64_t steps = 100;
  unsigned long failures = 0;
  unsigned long first = 0;
  const bool stop = number_from("EXPLORE_STOP", 0) != 0;
  bool done = false;
  for (unsigned long i = 0; i < wanted.schedules && !done; ++i) {
    shared->outcome = Outcome::unfinished;
    shared->steps = 0;
    shared->choices = 0;
    shared->waiting.fill({});
    const pid_t child = ::fork();
    if (child == 0) {
      begin(plan_of(wanted, i, steps), *shared);
      const int code = program(argc, argv, environment);
      shared->outcome = Outcome::finished;
      std::exit(code);
    }
    const int status = wait_for(child);
    steps = std::max<std::uint64_t>(steps, shared->steps);
    if (shared->outcome != Outcome::finished || status != 0) {
      if (failures++ == 0) {
        done = stop;
        first = i + 1;
        ::dprintf(wanted.descriptor,
                  "{\"failure\": \"%s\", \"seed\": %lu, \"schedule\": %lu, \"status\": %d, "
                  "\"steps\": %u, \"threads\": %u, \"reason\": \"%s\"}\n",
                  name_of(shared->outcome), wanted.seed + i, i + 1, status, shared->steps,
                  shared->threads, shared->reason.data());
      }
    }
  }
  ::dprintf(wanted.descriptor,
            "{\"schedules\": %lu, \"failures\": %lu, \"first\": %lu, \"steps\": %lu}\n",
            wanted.schedules, failures, first, static_cast<unsigned long>(steps));
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace explore

extern "C" int __libc_start_main(explore::Main* main, int argc, char** argv, void (*init)(),
                                 void (*fini)(), void (*rtld_fini)(), void* stack_end) {
  explore::program = main;
  return explore::real<int(explore::Main*, int, char**, void (*)(), void (*)(), void (*)(), void*)>(
      "__libc_start_main")(std::getenv("EXPLORE_OFF") != nullptr ? main : explore::explore, argc,
                           argv, init, fini, rtld_fini, stack_end);
}
