#include "sandbox/activity.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sandbox/background.hpp"

namespace sandbox {
namespace {

// Looks until all of `threads` sleep and none of them moved in between.
Activity wait_until_quiet(pid_t process, std::size_t threads) {
  for (Activity before = look_at(process);;) {
    Activity now = look_at(process);
    if (now.all_asleep && now.switches.size() == threads && now == before) {
      return now;
    }
    before = std::move(now);
  }
}

TEST(ActivityTest, AProcessThatSleepsIsAsleepAndDoesNotMove) {
  const Background sleeping("exec sleep 1000");
  const Activity first = wait_until_quiet(sleeping.pid(), 1);
  EXPECT_EQ(first.switches.count(sleeping.pid()), 1U);
}

TEST(ActivityTest, DescendantsAreLookedAtToo) {
  const Background family("(sleep 1000; true) & wait");
  EXPECT_TRUE(wait_until_quiet(family.pid(), 3).all_asleep);
}

TEST(ActivityTest, AProcessThatComputesIsNeverAsleep) {
  const Background computing("while :; do :; done");
  for (int i = 0; i < 200; ++i) {
    ASSERT_FALSE(look_at(computing.pid()).all_asleep);
  }
}

TEST(ActivityTest, AStoppedProcessIsNotAsleep) {
  const Background sleeping("exec sleep 1000");
  wait_until_quiet(sleeping.pid(), 1);
  ::kill(sleeping.pid(), SIGSTOP);
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(sleeping.pid()), &info, WSTOPPED);
  EXPECT_FALSE(look_at(sleeping.pid()).all_asleep);
}

TEST(ActivityTest, AProcessThatWasSwitchedToMeanwhileHasMoved) {
  const Background sleeping("trap : USR1; while :; do read -r x; done < <(exec sleep 1000)");
  const Activity before = wait_until_quiet(sleeping.pid(), 2);
  ::kill(sleeping.pid(), SIGUSR1);
  Activity now = before;
  while (now == before) {  // the signal takes its time; without end if nothing is counted
    now = wait_until_quiet(sleeping.pid(), 2);
  }
  EXPECT_GT(now.switches.at(sleeping.pid()), before.switches.at(sleeping.pid()));
}

// Two threads that wake a thousand times per second beside the first, which sleeps.
std::string ticking(const std::string& first) {
  return "exec python3 -c 'import signal, threading, time\n" + first +
         "\n"
         "def tick():\n"
         "  while True: time.sleep(0.001)\n"
         "for _ in range(2): threading.Thread(target=tick).start()\n"
         "threading.Event().wait()'";
}

const std::string kBlockAll = "signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())";

std::vector<pid_t> threads_of(pid_t process, SanitizersThread sanitizers) {
  std::vector<pid_t> threads;
  for (const auto& [number, switches] : look_at(process, sanitizers).switches) {
    threads.push_back(number);
  }
  return threads;
}

// Both look until it is so: without end if it never is.
TEST(ActivityTest, OfAProcessUnderThreadSanitizerTheFirstThreadThatNoSignalInterruptsIsLeftOut) {
  const Background process(ticking(kBlockAll));
  std::vector<pid_t> all;
  std::vector<pid_t> some;
  while (all.size() != 3 || some != std::vector<pid_t>{all[0], all[2]}) {
    all = threads_of(process.pid(), SanitizersThread::counts);
    some = threads_of(process.pid(), SanitizersThread::is_left_out);
  }
}

TEST(ActivityTest, AThreadThatSignalsInterruptIsNotThreadSanitizers) {
  const Background process(ticking("pass"));
  while (threads_of(process.pid(), SanitizersThread::is_left_out).size() != 3) {
  }
}

TEST(ActivityTest, AProcessThatIsGoneCountsAsAwake) {
  Background gone("exec sleep 1000");
  gone.end();
  EXPECT_FALSE(look_at(gone.pid()).all_asleep);
}

}  // namespace
}  // namespace sandbox
