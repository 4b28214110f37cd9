// What one schedule came to, in memory that the process which runs it shares
// with the one that started it: it survives whatever the program does.

#pragma once

#include <array>
#include <cstdint>

#include "explore/happens_before.hpp"

namespace explore {

enum class Action : std::uint8_t {
  none,
  begin,
  end,
  create,
  join,
  detach,
  lock,
  try_lock,
  unlock,
  read_lock,
  wait,
  wake_up,
  notify_one,
  notify_all,
  load,
  store,
  change,
  futex_wait,
  futex_wake,
  barrier,
  post,
  take,
  once,
  sleep,
  yield,
};

// One thing that one thread did. `object` is a number in the order of first use;
// 0: none.
struct Step {
  std::uint8_t thread = 0;
  Action action = Action::none;
  bool timed_out = false;  // went on because of its deadline
  std::uint32_t object = 0;
};

// Call sites in the program's own file, as addresses of that file, innermost
// first; zeros behind the last.
using Places = std::array<std::uint64_t, 6>;

enum class Outcome : std::uint32_t {
  unfinished,  // died on the way: the exit status says how
  finished,
  deadlock,
  livelock,  // no end after more steps than any test needs
  race,
  not_modelled,  // the program asked for what this runtime cannot schedule
};

// What a thread waits for when nothing can go on any more.
struct Waiting {
  bool waits = false;
  bool has_since = false;
  Action action = Action::none;
  std::uint8_t holder = 0;  // of the object: thread + 1; 0: nobody
  std::uint32_t object = 0;
  std::uint32_t since = 0;  // step at which the holder took it
  Places places{};
};

// A notification that came before the wait that it was meant for.
struct Lost {
  bool known = false;
  std::uint32_t object = 0;
  std::uint32_t step = 0;
};

struct Access {
  std::uint8_t thread = 0;
  std::uint8_t bytes = 0;
  bool write = false;
  bool atomic = false;
  Places places{};  // the access, and who called it
};

// The last exception that was thrown, if places were asked for.
struct Thrown {
  bool known = false;
  bool ends_all = false;  // nobody catches it: std::terminate
  std::uint8_t thread = 0;
  Places places{};
};

inline constexpr std::uint32_t kMostSteps = 200'000;

struct Ledger {
  Outcome outcome = Outcome::unfinished;
  Outcome of_child = Outcome::unfinished;  // what ended a child that the program forked
  std::uint32_t steps = 0;
  std::uint32_t preemptions = 0;  // switches away from a thread that could have gone on
  std::uint32_t threads = 0;
  std::array<Waiting, kMostThreads> waiting{};
  Lost lost{};
  std::array<Access, 2> race{};
  Thrown thrown{};
  std::array<char, 200> reason{};
  std::array<Step, kMostSteps> trace{};
  std::array<Places, kMostSteps> places{};  // of each step, if they were asked for
};

}  // namespace explore
