// One schedule of the program, in a child process, and how it ended.
//
// The child never holds the descriptor that results go to: what it believes to be
// the channel for its own test's result leads to this process. Nothing that a
// child leaves behind is trusted. Single-threaded; allocates nothing.

#pragma once

#include <sched.h>
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "explore/ledger.hpp"
#include "explore/strategy.hpp"

namespace explore {

enum class Kind : std::uint8_t {
  passed,
  deadlock,
  livelock,
  race,
  failed,   // exit code not 0
  crashed,  // by a signal
  exited,   // exit code 0 before the program's end
  not_modelled,
};

struct Ending {
  Kind kind = Kind::passed;
  int code = 0;         // of failed: exit code; of crashed: signal
  bool killed = false;  // it had come to no end by its deadline
  std::uint32_t steps = 0;
  std::uint32_t preemptions = 0;
  std::uint32_t threads = 0;
  std::uint64_t trace = 0;  // a hash of what was done
  std::array<char, 200> reason{};
};

// The same failure.
bool alike(const Ending& left, const Ending& right);
// And on the same way.
bool same(const Ending& left, const Ending& right);

class Trials {
 public:
  using Main = int(int, char**, char**);
  struct Program {
    Main* main;
    int argc;
    char** argv;
    char** environment;
  };

  // Results go to `output`; the program's own result to `channel`, or nowhere if
  // that is negative. Throws nothing; ends the process if the system refuses.
  Trials(const Program& program, int output, int channel, int deadline_ms);

  // `explain`: with places, and with what the program says on its channel.
  Ending run(const Plan& plan, bool explain);

  // In this very process, for a debugger: nothing is heard or judged.
  [[noreturn]] void run_here(const Plan& plan, bool explain) const;

  // Of the last run. Any number in it may be any number.
  const Ledger& ledger() const { return *ledger_; }
  std::string_view said() const { return {said_.data(), said_bytes_}; }

  // What the last run executed. False if that is more than fits.
  bool copy_executed(Schedule& schedule) const;

 private:
  [[noreturn]] void be_the_program(const Plan& plan, bool explain) const;
  void hide_descriptors() const;
  // How a run was waited for.
  enum class Waited : std::uint8_t { ended, asleep, too_long, starved };
  Waited wait_for(pid_t child);
  bool ends_within(int handle, long ms);
  void listen();
  static void end_orphans();
  Ending judge(int status, Waited waited) const;

  Program program_;
  int output_;
  int channel_;
  int deadline_ms_;
  int nowhere_ = -1;
  int ours_ = -1;    // end of the socket pair
  int theirs_ = -1;  // the other end
  Ledger* ledger_ = nullptr;
  bool explain_ = false;
  unsigned long runs_ = 0;
  cpu_set_t cpus_{};  // that this process may use
  std::size_t said_bytes_ = 0;
  std::array<char, 16U << 10U> said_{};
};

}  // namespace explore
