#include "sandbox/control_group.hpp"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace sandbox {
namespace {

class ControlGroupTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!groups_.available()) {
      GTEST_SKIP() << "this user can make no control groups here";
    }
  }

  // fork as the kernel knows it: after the library's, ThreadSanitizer starts a
  // thread, and that counts too.
  static pid_t bare_fork() {
    return static_cast<pid_t>(::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr));
  }

  // What `work` answers in a process that has joined `group`.
  template <class Work>
  static int inside(const ControlGroup& group, const Work& work) {
    const pid_t pid = bare_fork();
    if (pid == 0) {
      ::_exit(::write(group.entrance(), "0", 1) == 1 ? work() : 99);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WEXITSTATUS(status);
  }

  ControlGroups groups_;
};

TEST_F(ControlGroupTest, LetsNoMoreProcessesBeThanItsLimit) {
  const ControlGroups::Lease group = groups_.take(5);
  const auto fork_often = [] {
    int made = 0;
    for (int i = 0; i < 20; ++i) {  // the dead count until somebody waits for them
      const pid_t child = bare_fork();
      if (child == 0) {
        ::_exit(0);
      }
      made += child > 0 ? 1 : 0;
    }
    return made;
  };
  EXPECT_EQ(inside(*group, fork_often), 4);
  group->limit(0);
  EXPECT_EQ(inside(*group, fork_often), 20);
}

TEST_F(ControlGroupTest, CountsWhoIsInIt) {
  const ControlGroups::Lease group = groups_.take(100);
  EXPECT_EQ(group->size(), 0U);
  EXPECT_EQ(inside(*group, [&] { return static_cast<int>(group->size()); }), 1);
}

TEST_F(ControlGroupTest, AnEmptyGroupIsUsedAgain) {
  const ControlGroup* first = nullptr;
  {
    const ControlGroups::Lease lease = groups_.take(1);
    first = lease.get();
  }
  const ControlGroups::Lease again = groups_.take(2);
  EXPECT_EQ(again.get(), first);
  EXPECT_NE(groups_.take(3).get(), first);
}

}  // namespace
}  // namespace sandbox
