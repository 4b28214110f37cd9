#include "sandbox/isolation.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "sandbox/runner_fixture.hpp"
#include "sandbox/scratch_tree.hpp"

namespace sandbox {
namespace {

using testing::Contains;
using testing::HasSubstr;
using Words = std::vector<std::string>;

TEST(NoIsolationTest, StartsTheCommandAsItIsAndSaysWhy) {
  const Isolation none = Isolation::none("bubblewrap is not installed");
  EXPECT_FALSE(none.is_full());
  EXPECT_EQ(none.describe(), "reduced: bubblewrap is not installed");
  EXPECT_EQ(none.wrap(script("true")), (Words{"/bin/bash", "-c", "true"}));
}

// Everything below needs bubblewrap, and a kernel that lets it work.
class IsolationTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!isolation_.is_full()) {
      GTEST_SKIP() << isolation_.describe();
    }
  }

  sandbox::Run run(const Command& command) const {
    return ProcessRunner(isolation_, interrupt_).run(command);
  }
  sandbox::Run run(const std::string& text) const { return run(script(text)); }

  Interrupt interrupt_;
  Isolation isolation_ = Isolation::detect(interrupt_);
};

bool holds(const Words& words, const Words& part) {
  return std::search(words.begin(), words.end(), part.begin(), part.end()) != words.end();
}

TEST_F(IsolationTest, WrapsTheCommandInWhatItMayReach) {
  Command command = script("true");
  command.folder = "/work";
  command.readable = {"/course"};
  command.writable = {"/scratch"};
  const Words words = isolation_.wrap(command);
  EXPECT_EQ(isolation_.describe(), "bubblewrap");
  EXPECT_THAT(words.front(), HasSubstr("bwrap"));
  for (const char* word :
       {"--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc"}) {
    EXPECT_THAT(words, Contains(word));
  }
  EXPECT_TRUE(holds(words, {"--ro-bind", "/usr", "/usr"}));
  EXPECT_TRUE(holds(words, {"--ro-bind", "/course", "/course"}));
  EXPECT_TRUE(holds(words, {"--bind", "/scratch", "/scratch"}));
  const Words last{"--chdir", "/work", "--", "/bin/bash", "-c", "true"};
  EXPECT_TRUE(std::equal(last.rbegin(), last.rend(), words.rbegin()));
}

TEST_F(IsolationTest, TellsExitCodesAndSignalsAsWithoutIt) {
  EXPECT_EQ(exit_code(run("exit 7")), 7);
  EXPECT_EQ(signal_of(run("kill -SEGV $$")), SIGSEGV);
}

TEST_F(IsolationTest, CannotSeeHomesNorTheCourse) {
  EXPECT_TRUE(run("ls /usr").succeeded());
  EXPECT_FALSE(run("ls /root").succeeded());
  EXPECT_FALSE(run("ls /home").succeeded());
  EXPECT_FALSE(run("ls " GRADER_SOURCE_DIR).succeeded());
}

TEST_F(IsolationTest, SeesOnlyWhatItMayRead) {
  const ScratchTree tree;
  Command command = script("cat " + tree.add("file", "content").string());
  EXPECT_FALSE(run(command).succeeded());
  command.readable = {tree.path()};
  EXPECT_EQ(run(command).output, "content");
}

TEST_F(IsolationTest, WritesOnlyWhereItMay) {
  const ScratchTree tree;
  const std::string file = (tree.path() / "file").string();
  Command command = script("echo content >" + file);
  command.readable = {tree.path()};
  EXPECT_FALSE(run(command).succeeded());
  EXPECT_FALSE(run("echo x >/usr/grader_test_was_here").succeeded());
  EXPECT_FALSE(std::filesystem::exists(file));
  command.readable.clear();
  command.writable = {tree.path()};
  EXPECT_TRUE(run(command).succeeded());
  EXPECT_TRUE(std::filesystem::exists(file));
}

TEST_F(IsolationTest, HasAFolderForTemporaryFilesOfItsOwn) {
  const std::string name = "/tmp/grader_test_was_here";
  EXPECT_TRUE(run("echo x >" + name).succeeded());
  EXPECT_FALSE(std::filesystem::exists(name));
}

TEST_F(IsolationTest, NoFolderOfTheSystemCanBeWrittenTo) {
  for (const std::string folder : {"/", "/dev", "/usr", "/etc"}) {
    const auto written = run("echo x >" + folder + "/grader_test_was_here");
    EXPECT_FALSE(written.succeeded()) << folder;
    EXPECT_THAT(written.errors, HasSubstr("Read-only file system")) << folder;
  }
}

TEST_F(IsolationTest, DevicesAndSharedMemoryWorkAllTheSame) {
  EXPECT_TRUE(run("echo x >/dev/null").succeeded());
  EXPECT_EQ(run("echo x >/dev/shm/name && cat /dev/shm/name").output, "x\n");
  EXPECT_EQ(run("head -c 3 /dev/urandom | wc -c").output, "3\n");
}

TEST_F(IsolationTest, TemporaryFilesAndSharedMemoryAreBounded) {
  if (!holds(isolation_.wrap(script("true")), {"--size"})) {
    GTEST_SKIP() << "this bubblewrap knows no sizes";
  }
  for (const std::string folder : {"/tmp", "/dev/shm"}) {
    Command fill = script("for i in 1 2; do head -c 50M /dev/zero >" + folder + "/$i; done; cat " +
                          folder + "/* | wc -c");
    EXPECT_EQ(run(fill).output, "67108864\n") << folder;
  }
}

// Root would keep its privileges inside, and could mount what is read-only anew.
TEST_F(IsolationTest, HasNoPrivileges) {
  EXPECT_EQ(run("grep CapEff /proc/self/status").output, "CapEff:\t0000000000000000\n");
}

TEST_F(IsolationTest, HasNoNetwork) {
  const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(::bind(listener.get(), generic, size), 0);
  ASSERT_EQ(::listen(listener.get(), 8), 0);
  ASSERT_EQ(::getsockname(listener.get(), generic, &size), 0);
  const Command connect =
      script("exec 3<>/dev/tcp/127.0.0.1/" + std::to_string(ntohs(address.sin_port)));
  const ProcessRunner outside(Isolation::none("for comparison"), interrupt_);
  EXPECT_TRUE(outside.run(connect).succeeded());
  EXPECT_FALSE(run(connect).succeeded());
}

TEST_F(IsolationTest, SeesNoProcessesButItsOwn) {
  const auto list = run("cd /proc && echo [0-9]*");
  EXPECT_TRUE(list.succeeded());
  EXPECT_LE(std::count(list.output.begin(), list.output.end(), ' '), 3);
}

TEST_F(IsolationTest, WhatLeavesItsGroupIsEndedAllTheSame) {
  LifeLine line;
  EXPECT_EQ(exit_code(run(line.held_by(script("setsid sleep 1000 & setsid sleep 1000 & exit 6")))),
            6);
  EXPECT_TRUE(line.breaks());
}

TEST_F(IsolationTest, SleepingForEverIsSeenFromOutside) {
  Command command = script("sleep 1000 & wait");
  command.limits.stall = std::chrono::milliseconds(300);
  EXPECT_TRUE(ended_by<Stalled>(run(command)));
}

TEST_F(IsolationTest, ThePrivateLineReachesInside) {
  Command command = script("read -r nonce <&$COURSE_RESULT_FD; echo $nonce");
  command.channel = Channel{.greeting = "nonce\n", .answer = [](auto) { return ""; }};
  EXPECT_EQ(run(command).output, "nonce\n");
}

}  // namespace
}  // namespace sandbox
