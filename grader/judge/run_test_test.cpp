// How a test is started, and what of its traces is believed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "judge/tests.hpp"
#include "sandbox/scratch_tree.hpp"

namespace judge {
namespace {

namespace fs = std::filesystem;
using build::Profile;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

// Plays the test program.
class FakeProgram : public sandbox::Runner {
 public:
  using Play = std::function<void(const sandbox::Command& command, const std::string& nonce)>;
  explicit FakeProgram(Play play) : play_(std::move(play)) {}

  sandbox::Run run(const sandbox::Command& command) const override {
    const std::string& greeting = command.channel->greeting;
    EXPECT_TRUE(greeting.ends_with('\n'));
    play_(command, greeting.substr(0, greeting.size() - 1));
    sandbox::Run run;
    run.errors = "errors";
    return run;
  }

 private:
  Play play_;
};

class RunTestTest : public testing::Test {
 protected:
  TestRun play(const FakeProgram::Play& play, Profile profile = Profile::plain) const {
    const course::Test test{"Bank", "Works", "bank_test.cpp", 7};
    return run_test({"/built/program", profile, {}}, test, tree_.path(), FakeProgram(play));
  }

  sandbox::ScratchTree tree_;
};

std::string result(const std::string& nonce, const std::string& test, bool passed = true) {
  return json{{"kind", "test"},
              {"nonce", nonce},
              {"test", test},
              {"passed", passed},
              {"leftovers", json::array()},
              {"failures", json::array()}}
      .dump();
}

TEST_F(RunTestTest, StartsExactlyThisTest) {
  play([&](const sandbox::Command& command, const std::string&) {
    EXPECT_THAT(command.arguments,
                ElementsAre("/built/program", "--gtest_filter=Bank.Works", "--gtest_color=no"));
    EXPECT_EQ(command.folder, tree_.path());
    EXPECT_THAT(command.readable, ElementsAre("/built"));
    EXPECT_THAT(command.writable, ElementsAre(tree_.path()));
  });
}

TEST_F(RunTestTest, LooksForDeadlocksInEachProfile) {
  play([](const sandbox::Command& command, const std::string&) {
    EXPECT_GT(command.limits.stall.count(), 0);
    EXPECT_FALSE(command.limits.thread_sanitizer);
    EXPECT_FALSE(command.fixed_addresses);
    EXPECT_EQ(command.environment.count("TSAN_OPTIONS"), 0U);
  });
  play(
      [&](const sandbox::Command& command, const std::string&) {
        EXPECT_GT(command.limits.stall.count(), 0);
        EXPECT_TRUE(command.limits.thread_sanitizer);
        EXPECT_TRUE(command.fixed_addresses);
        const std::string& options = command.environment.at("TSAN_OPTIONS");
        EXPECT_THAT(options, HasSubstr("log_path=" + tree_.path().string() + "/sanitizer"));
        EXPECT_THAT(options, HasSubstr("exitcode=66"));
        EXPECT_THAT(options, HasSubstr("second_deadlock_stack=1"));
      },
      Profile::tsan);
}

TEST_F(RunTestTest, EveryProgramIsLimited) {
  for (const Profile profile : {Profile::plain, Profile::tsan}) {
    play(
        [](const sandbox::Command& command, const std::string&) {
          EXPECT_GT(command.limits.deadline.count(), 0);
          EXPECT_GT(command.limits.cpu.count(), 0);
        },
        profile);
  }
}

TEST_F(RunTestTest, BelievesTheSignedResultOfThisTest) {
  const TestRun run = play([](const sandbox::Command& command, const std::string& nonce) {
    EXPECT_EQ(command.channel->answer(result(nonce, "Bank.Works")), "");
  });
  ASSERT_TRUE(run.result);
  EXPECT_TRUE(run.result->passed);
  EXPECT_EQ(run.run.errors, "errors");
}

TEST_F(RunTestTest, BelievesNothingElse) {
  const TestRun run = play([](const sandbox::Command& command, const std::string& nonce) {
    for (const std::string& line :
         {result("00000000000000000000000000000000", "Bank.Works"), result(nonce, "Bank.Other"),
          result(nonce, "Bank.Works") + "}", std::string("PASSED"), std::string(1'000'000, '['),
          std::string("\xff\xfe"), std::string()}) {
      EXPECT_EQ(command.channel->answer(line), "");
    }
  });
  EXPECT_FALSE(run.result);
}

TEST_F(RunTestTest, ANonceServesOneRun) {
  std::set<std::string> nonces;
  for (int i = 0; i < 3; ++i) {
    play([&](const sandbox::Command&, const std::string& nonce) { nonces.insert(nonce); });
  }
  EXPECT_EQ(nonces.size(), 3U);
}

TEST_F(RunTestTest, SeesThatATestLeftEarly) {
  const auto leave = [](const sandbox::Command& command, const std::string&) {
    std::ofstream(command.environment.at("TEST_PREMATURE_EXIT_FILE")) << "0";
  };
  EXPECT_TRUE(play(leave).premature_exit);
  fs::remove(tree_.path() / "premature_exit");
  EXPECT_FALSE(play([](const sandbox::Command&, const std::string&) {}).premature_exit);
}

TEST_F(RunTestTest, GathersTheLogsOfAllProcesses) {
  const TestRun run = play([&](const sandbox::Command&, const std::string&) {
    tree_.add("sanitizer.12", "<first>");
    tree_.add("sanitizer.13", "<second>");
    tree_.add("output.txt", "<other>");
  });
  EXPECT_THAT(run.logs, HasSubstr("<first>"));
  EXPECT_THAT(run.logs, HasSubstr("<second>"));
  EXPECT_EQ(run.logs.size(), 15U);
}

TEST_F(RunTestTest, TakesNoEndlessLog) {
  const TestRun run = play([&](const sandbox::Command&, const std::string&) {
    tree_.add("sanitizer.12", std::string(1'000'000, 'x'));
  });
  EXPECT_EQ(run.logs.size(), 64U * 1024U);
}

TEST_F(RunTestTest, FollowsNoLinkInsteadOfALog) {
  const sandbox::ScratchTree others;
  const fs::path secret = others.add("secret", "another student's code");
  const TestRun run = play([&](const sandbox::Command&, const std::string&) {
    fs::create_symlink(secret, tree_.path() / "sanitizer.12");
    fs::create_directory(tree_.path() / "sanitizer.13");
  });
  EXPECT_EQ(run.logs, "");
}

}  // namespace
}  // namespace judge
