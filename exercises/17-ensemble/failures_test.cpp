// Members that fail, and workers that die.

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "ensemble.hpp"
#include "support/process_meeting.hpp"
#include "support/process_state.hpp"
#include "support/shared.hpp"
#include "test_world.hpp"

namespace course {
namespace {

using support::ProcessMeeting;
using support::Shared;
using test::Calls;
using test::member_of;
using test::ModelIs;
using test::nothing_moves;
using test::numbered;
using test::start_of;

// The outcomes if nothing moves, but for some that failed.
struct Failed {
  std::size_t member = 0;
  std::string text;
};

std::vector<Outcome> all_but(std::size_t members, const std::vector<Failed>& failed) {
  std::vector<Outcome> outcomes;
  for (std::size_t m = 0; m < members; ++m) {
    outcomes.emplace_back(start_of(2024, m));
  }
  for (const Failed& one : failed) {
    outcomes.at(one.member) = Failure{one.text};
  }
  return outcomes;
}

// ---- members that fail ------------------------------------------------------

TEST(FailedMembers, AreReportedAndTheOthersGoOn) {
  const ModelIs narrow([](const State&, double rho) {
    if (rho == 2 || rho == 5) {
      throw std::out_of_range("no model of rho " + std::to_string(member_of(rho)));
    }
    return nothing_moves();
  });
  for (const unsigned cores : {1U, 2U, 4U}) {
    const Report report = run_ensemble(numbered(9), 2, cores);
    EXPECT_EQ(report.outcomes, all_but(9, {{2, "no model of rho 2"}, {5, "no model of rho 5"}}))
        << cores << " cores";
  }
}

TEST(FailedMembers, MayThrowAnything) {
  const ModelIs throws_42([](const State&, double rho) -> State {
    if (rho == 0) {
      throw 42;
    }
    return nothing_moves();
  });
  EXPECT_EQ(run_ensemble(numbered(3), 1, 1).outcomes, all_but(3, {{0, "unknown exception"}}));
}

TEST(FailedMembers, MayHaveAnyText) {
  const std::string longest(kLongestText, 'l');
  const ModelIs verbose([&](const State&, double rho) -> State {
    const std::vector<std::string> texts{"", "two\nlines", longest, longest + "!",
                                         longest + longest};
    throw std::runtime_error(texts.at(member_of(rho)));
  });
  EXPECT_EQ(run_ensemble(numbered(5), 2, 2).outcomes,
            all_but(5, {{0, ""}, {1, "two\nlines"}, {2, longest}, {3, longest}, {4, longest}}));
}

TEST(FailedMembers, MayHaveDiverged) {
  const ModelIs explodes([](const State&, double rho) {
    return rho == 1 ? State{0, 0, 1e308 * 10 * rho} : nothing_moves();
  });
  const Report report = run_ensemble(numbered(3), 1, 2);
  EXPECT_EQ(report.outcomes, all_but(3, {{1, "diverged"}}));
}

TEST(FailedMembers, AreNotInTheMean) {
  const test::FirstNumberIs chosen([](std::uint64_t member) { return 0.5 * double(member); });
  const ModelIs narrow([](const State&, double rho) {
    if (rho == 1 || rho == 2) {
      throw std::out_of_range("rho");
    }
    return nothing_moves();
  });
  EXPECT_EQ(run_ensemble(numbered(5), 2, 2).mean.x, (0 + 1.5 + 2) / 3);
}

TEST(FailedMembers, MayBeAllOfThem) {
  const ModelIs broken([](const State&, double) -> State { throw std::runtime_error("no"); });
  const Report report = run_ensemble(numbered(3), 2, 4);
  EXPECT_EQ(report.outcomes, all_but(3, {{0, "no"}, {1, "no"}, {2, "no"}}));
  EXPECT_EQ(report.mean, State{});
}

// ---- workers that die -------------------------------------------------------

// A member that kills its process the first three times that it is tried.
class Killer {
 public:
  void strike() {
    if (++tries_ <= 3) {
      raise(SIGKILL);
    }
  }
  int tries() const { return tries_; }

 private:
  std::atomic<int> tries_{0};
};

TEST(DeadWorkers, LoseNothingThatIsDone) {
  const Shared<Killer> killer;
  const ModelIs deadly([&](const State&, double rho) {
    if (rho == 4) {
      killer->strike();
    }
    return nothing_moves();
  });
  EXPECT_EQ(run_ensemble(numbered(5), 1, 1).outcomes, all_but(5, {{4, "worker died"}}));
}

TEST(DeadWorkers, AreReplacedIfNobodyIsLeft) {
  const Shared<Killer> first;
  const Shared<Killer> second;
  const ModelIs deadly([&](const State&, double rho) {
    if (rho == 0) {
      first->strike();
    } else if (rho == 2) {
      second->strike();
    }
    return nothing_moves();
  });
  EXPECT_EQ(run_ensemble(numbered(5), 1, 1).outcomes,
            all_but(5, {{0, "worker died"}, {2, "worker died"}}));
}

TEST(DeadWorkers, AreNotGivenTheirMembersAgain) {
  const Shared<Killer> killer;
  const ModelIs deadly([&](const State&, double rho) {
    if (rho == 1) {
      killer->strike();
    }
    return nothing_moves();
  });
  EXPECT_EQ(run_ensemble(numbered(3), 1, 1).outcomes, all_but(3, {{1, "worker died"}}));
  EXPECT_EQ(killer->tries(), 1) << "times that a member was begun which kills its worker";
}

// Members 0 and 1 are in one worker each when the one that does member 0 dies.
TEST(DeadWorkers, DoNotDisturbTheOthers) {
  const Shared<Calls> calls;
  const Shared<ProcessMeeting> both(2);
  const ModelIs deadly([&](const State&, double rho) {
    if (calls->count(rho) && rho < 2) {
      both->arrive();
      if (rho == 0) {
        raise(SIGKILL);
      }
    }
    return nothing_moves();
  });
  EXPECT_EQ(run_ensemble(numbered(8), 2, 2).outcomes, all_but(8, {{0, "worker died"}}));
  EXPECT_TRUE(both->took_place()) << "the two workers never had a member each";
}

// Members 0 and 1 are in one worker, on two threads, when it dies.
TEST(DeadWorkers, TakeTheMembersOfAllTheirThreadsWithThem) {
  const Shared<Calls> calls;
  const Shared<ProcessMeeting> both(2);
  const ModelIs deadly([&](const State&, double rho) {
    if (calls->count(rho) && rho < 2) {
      const bool met = both->arrive();
      if (rho == 0) {
        raise(SIGKILL);
      }
      for (int tick = 0; met && tick < 1000; ++tick) {
        poll(nullptr, 0, 10);  // until it is killed
      }
    }
    return nothing_moves();
  });
  EXPECT_EQ(run_ensemble(numbered(5), 1, 2).outcomes,
            all_but(5, {{0, "worker died"}, {1, "worker died"}}));
  EXPECT_TRUE(both->took_place()) << "the two threads never had a member each";
}

// Members 0 and 1 take all workers with them, and 2 and 3 need as many again.
TEST(DeadWorkers, AreAllReplacedWithTheirThreads) {
  for (const unsigned processes : {2U, 1U}) {
    const Shared<Calls> calls;
    const Shared<ProcessMeeting> before(2);
    const Shared<ProcessMeeting> after(2);
    const Shared<std::array<std::atomic<pid_t>, 4>> workers;
    const ModelIs deadly([&](const State&, double rho) {
      if (!calls->count(rho) || rho > 3) {
        return nothing_moves();
      }
      workers->at(member_of(rho)) = getpid();
      if (rho < 2) {
        before->arrive();
        raise(SIGKILL);
      }
      after->arrive();
      return nothing_moves();
    });
    ASSERT_EQ(run_ensemble(numbered(6), processes, 2).outcomes,
              all_but(6, {{0, "worker died"}, {1, "worker died"}}));
    ASSERT_TRUE(before->took_place()) << "members 0 and 1 were not under way at once";
    ASSERT_TRUE(after->took_place()) << "members 2 and 3 were not under way at once, after "
                                     << processes << " of " << processes << " workers had died";
    ASSERT_EQ(workers->at(2) == workers->at(3), processes == 1)
        << "one process for members 2 and 3";
  }
}

TEST(DeadWorkers, NeedNotHaveBeenKilled) {
  const Shared<Calls> calls;
  const ModelIs leaves([&](const State&, double rho) {
    if (calls->count(rho) && rho == 1) {
      _exit(0);
    }
    return nothing_moves();
  });
  EXPECT_EQ(run_ensemble(numbered(4), 1, 1).outcomes, all_but(4, {{1, "worker died"}}));
}

// ---- what is the caller's own -----------------------------------------------

// A child that has ended, and has not been waited for yet.
class OtherChild {
 public:
  OtherChild() : pid_(fork()) {
    if (pid_ == 0) {
      _exit(kStatus);
    }
    siginfo_t ended{};
    waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOWAIT);
  }
  ~OtherChild() { is_there(); }
  OtherChild(const OtherChild&) = delete;
  OtherChild& operator=(const OtherChild&) = delete;

  // True if nobody has waited for it before.
  bool is_there() {
    int status = 0;
    return waitpid(pid_, &status, 0) == pid_ && WEXITSTATUS(status) == kStatus;
  }

 private:
  static constexpr int kStatus = 7;
  const pid_t pid_;
};

TEST(Caller, KeepsItsOtherChildren) {
  OtherChild other;
  const ModelIs still([](const State&, double) { return nothing_moves(); });
  EXPECT_EQ(run_ensemble(numbered(4), 2, 2).outcomes, all_but(4, {}));
  EXPECT_TRUE(other.is_there()) << "run_ensemble has waited for a child of the test";
}

// Raised by a handler of signals, so it is shared with nobody but children.
std::atomic<bool>* handled = nullptr;

// What is waited for comes sooner or later, and shows nothing unless it has come.
constexpr support::Patience kLongPatience{std::chrono::milliseconds(10), 1000};

TEST(Caller, MayHandleSignals) {
  const Shared<std::atomic<bool>> seen(false);
  handled = &*seen;
  struct sigaction action{};
  struct sigaction before{};
  action.sa_handler = [](int) { *handled = true; };
  sigaction(SIGUSR1, &action, &before);  // without SA_RESTART: waits are interrupted
  const Shared<Calls> calls;
  const pid_t caller = getpid();
  const ModelIs signals([&](const State&, double rho) {
    if (calls->count(rho) && rho == 0) {
      support::falls_asleep(caller, kLongPatience);
      kill(caller, SIGUSR1);
      for (int tick = 0; tick < 2000 && !*handled; ++tick) {
        poll(nullptr, 0, 1);
      }
      support::falls_asleep(caller,
                            kLongPatience);  // again: whoever gave up the wait is past it now
    }
    return nothing_moves();
  });
  EXPECT_EQ(run_ensemble(numbered(3), 1, 1).outcomes, all_but(3, {}));
  EXPECT_TRUE(*seen);
  sigaction(SIGUSR1, &before, nullptr);
}

TEST(Caller, WritesItsOutputOnce) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  ASSERT_NE(file, nullptr);
  std::fputs("once", file.get());  // in the buffer, and so in that of every child
  const ModelIs still([](const State&, double) { return nothing_moves(); });
  EXPECT_EQ(run_ensemble(numbered(4), 2, 2).outcomes, all_but(4, {}));
  ASSERT_EQ(std::fseek(file.get(), 0, SEEK_END), 0);  // flushes
  EXPECT_EQ(std::ftell(file.get()), 4) << "bytes, 4 were written";
}

}  // namespace
}  // namespace course
