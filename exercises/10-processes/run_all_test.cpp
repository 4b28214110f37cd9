#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "processes.hpp"
#include "support/process_meeting.hpp"
#include "support/process_state.hpp"
#include "support/shared.hpp"
#include "test_tasks.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;
using support::ProcessMeeting;
using support::Shared;
using test::FewDescriptors;
using test::hang;
using test::kAmpleTime;

using Outcomes = std::vector<Outcome>;

Task returns(const std::string& text) {
  return [text] { return text; };
}

TEST(RunAll, NoTasksHaveNoOutcomes) {
  EXPECT_EQ(run_all_in_processes({}, 2, kAmpleTime), Outcomes());
}

TEST(RunAll, MoreWorkersThanTasksAreNoProblem) {
  const std::vector<Task> tasks{returns("only")};
  EXPECT_EQ(run_all_in_processes(tasks, 100, kAmpleTime), Outcomes{Result{"only"}});
}

TEST(RunAll, RunsAsManyTasksAtOnceAsThereAreWorkers) {
  const Shared<ProcessMeeting> meeting(3);
  const std::vector<Task> tasks(3, [&] { return meeting->arrive() ? "met" : "alone"; });
  run_all_in_processes(tasks, 3, kAmpleTime);
  EXPECT_TRUE(meeting->took_place()) << "three workers never ran three tasks at once";
}

TEST(RunAll, NeverHasMoreProcessesThanWorkers) {
  const pid_t caller = getpid();
  // Once the caller sleeps, it has started all that it is going to start for now.
  const std::vector<Task> tasks(3, [caller]() -> std::string {
    if (!support::falls_asleep(caller)) {
      return "the caller does not sleep";
    }
    const int children = support::children_of(caller);
    return children <= 2 ? "at most two" : std::to_string(children) + " at once";
  });
  EXPECT_EQ(run_all_in_processes(tasks, 2, kAmpleTime), Outcomes(3, Result{"at most two"}));
}

TEST(RunAll, StartsNoThread) {
  const pid_t caller = getpid();
  const int before = support::threads_of(caller);
  const std::vector<Task> tasks(3,
                                [caller] { return std::to_string(support::threads_of(caller)); });
  EXPECT_EQ(run_all_in_processes(tasks, 2, kAmpleTime),
            Outcomes(3, Result{std::to_string(before)}));
}

// Two workers and three tasks: the quick one ends, the slow one waits for the
// third, and the third can only come once the quick one has made room.
Outcomes run_quick_slow_and_third(std::size_t quick, const Shared<ProcessMeeting>& meeting) {
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < 3; ++i) {
    tasks.push_back([i, quick, &meeting] {
      if (i != quick) {
        meeting->arrive();
      }
      return std::to_string(i);
    });
  }
  return run_all_in_processes(tasks, 2, kAmpleTime);
}

TEST(RunAll, TheNextTaskStartsAsSoonAsTheFirstEnds) {
  const Shared<ProcessMeeting> meeting(2);
  run_quick_slow_and_third(0, meeting);
  EXPECT_TRUE(meeting->took_place()) << "the third task waited for the second";
}

TEST(RunAll, TheNextTaskStartsAsSoonAsTheSecondEnds) {
  const Shared<ProcessMeeting> meeting(2);
  run_quick_slow_and_third(1, meeting);
  EXPECT_TRUE(meeting->took_place()) << "the third task waited for the first";
}

TEST(RunAll, OutcomesStandInTheOrderOfTheTasks) {
  const Shared<ProcessMeeting> meeting(2);
  EXPECT_EQ(run_quick_slow_and_third(1, meeting), (Outcomes{Result{"0"}, Result{"1"}, Result{"2"}}))
      << "the second task is the first to end";
}

TEST(RunAll, LargeResultsOfSeveralTasksArriveWhole) {
  std::vector<Task> tasks;
  Outcomes expected;
  for (const char c : {'a', 'b', 'c', 'd'}) {
    tasks.push_back([c] { return std::string(1U << 20U, c); });
    expected.push_back(Result{std::string(1U << 20U, c)});
  }
  EXPECT_EQ(run_all_in_processes(tasks, 3, kAmpleTime), expected);
}

TEST(RunAll, AFailedTaskDoesNotTouchTheOthers) {
  const std::vector<Task> tasks{
      returns("first"),
      []() -> std::string { throw std::runtime_error("refused"); },
      [] {
        raise(SIGKILL);
        return "survived";
      },
      []() -> std::string { _exit(7); },
      returns("last"),
  };
  const Outcomes expected{Result{"first"}, Exception{"refused"}, Signalled{SIGKILL}, Exited{7},
                          Result{"last"}};
  EXPECT_EQ(run_all_in_processes(tasks, 2, kAmpleTime), expected);
}

TEST(RunAll, EveryTaskHasATimeoutOfItsOwn) {
  const std::vector<Task> tasks{[]() -> std::string { hang(); }, returns("in time")};
  EXPECT_EQ(run_all_in_processes(tasks, 1, milliseconds(500)),
            (Outcomes{TimedOut{}, Result{"in time"}}));
}

TEST(RunAll, NoWorkersAreAnInvalidArgument) {
  const std::vector<Task> tasks{returns("never")};
  EXPECT_THROW(run_all_in_processes(tasks, 0, kAmpleTime), std::invalid_argument);
}

TEST(RunAll, AnInvalidArgumentStartsNothing) {
  const Shared<std::atomic<bool>> started(false);
  const Task task = [&] {
    *started = true;
    return "";
  };
  const std::vector<Task> one_empty{task, Task()};
  EXPECT_THROW(run_all_in_processes(one_empty, 1, kAmpleTime), std::invalid_argument);
  const std::vector<Task> good{task};
  EXPECT_THROW(run_all_in_processes(good, 1, milliseconds(0)), std::invalid_argument);
  EXPECT_FALSE(*started);
}

TEST(RunAll, LeavesNoChildIfTheSystemRefusesOne) {
  const std::vector<Task> tasks(64, []() -> std::string { hang(); });
  const FewDescriptors few(4);
  EXPECT_THROW(run_all_in_processes(tasks, 64, kAmpleTime), std::system_error);
}

}  // namespace
}  // namespace course
