#include "batch/slurm.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace batch {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(SlurmTest, SbatchSaysTheJobsNumber) {
  EXPECT_EQ(job_number("17\n"), "17");
  EXPECT_EQ(job_number("17;cluster\n"), "17");
  EXPECT_EQ(job_number(""), std::nullopt);
  EXPECT_EQ(job_number("Submitted batch job 17\n"), std::nullopt);
  EXPECT_EQ(job_number("-17\n"), std::nullopt);
}

TEST(SlurmTest, SqueueSaysHowTasksStand) {
  EXPECT_THAT(slurm_tasks("grade-1|0|RUNNING|None\ngrade-1|12|PENDING|Nodes: a|b, or (c)\n"),
              ElementsAre(SlurmTask{"grade-1", 0, "RUNNING", "None"},
                          SlurmTask{"grade-1", 12, "PENDING", "Nodes: a|b, or (c)"}));
  EXPECT_THAT(slurm_tasks(""), IsEmpty());
}

TEST(SlurmTest, WhatWasCancelledBeforeItBeganIsNoTask) {
  EXPECT_THAT(slurm_tasks("grade-1|0|CANCELLED|None\ngrade-1|N/A|CANCELLED|Resources\n"),
              ElementsAre(SlurmTask{"grade-1", 0, "CANCELLED", "None"}));
}

TEST(SlurmTest, WhatIsNoTaskIsNotGuessedAt) {
  for (const char* line :
       {"grade-1|N/A|RUNNING|None", "grade-1|[0-3]|PENDING|", "grade-1|0|RUNNING", "grade-1", "\n",
        "grade-1||RUNNING|None", "|0|RUNNING|None", "grade-1|0||None",
        "grade-1|99999999999999999999|RUNNING|None", "grade-1|-1|RUNNING|None"}) {
    EXPECT_THROW(slurm_tasks(line), SlurmError) << line;
  }
}

TEST(SlurmTest, OnlyAnEndIsAnEnd) {
  for (const char* state : {"COMPLETED", "CANCELLED", "FAILED", "NODE_FAIL", "TIMEOUT",
                            "OUT_OF_MEMORY", "PREEMPTED", "BOOT_FAIL", "DEADLINE"}) {
    EXPECT_TRUE(has_ended(state)) << state;
  }
  for (const char* state : {"PENDING", "RUNNING", "COMPLETING", "CONFIGURING", "REQUEUED",
                            "SUSPENDED", "STOPPED", "a state of the future", ""}) {
    EXPECT_FALSE(has_ended(state)) << state;
  }
}

// Answers each command in the same way.
class FakeCommands : public sandbox::Runner {
 public:
  explicit FakeCommands(sandbox::Run run) : run_(std::move(run)) {}
  sandbox::Run run(const sandbox::Command& command) const override {
    asked = command;
    return run_;
  }
  mutable sandbox::Command asked;

 private:
  sandbox::Run run_;
};

sandbox::Run said(int code, std::string output, std::string errors = "") {
  sandbox::Run run;
  run.end = sandbox::Exited{code};
  run.output = std::move(output);
  run.errors = std::move(errors);
  return run;
}

std::string error_of(const FakeCommands& commands) {
  try {
    Slurm(commands, {}).tasks({"grade-1"});
  } catch (const SlurmError& error) {
    return error.what();
  }
  return "none";
}

TEST(SlurmTest, WhereSlurmIsMissingItsPackageIsNamed) {
  EXPECT_THAT(error_of(FakeCommands(said(127, "", "env: 'squeue': No such file"))),
              AllOf(HasSubstr("squeue is not found"), HasSubstr("slurm-client")));
}

TEST(SlurmTest, ErrorsHaveSlurmsWords) {
  EXPECT_EQ(error_of(FakeCommands(said(1, "", "squeue: error: \x1b[31mno\n controller\n"))),
            "squeue: squeue: error: no  controller");
  EXPECT_EQ(error_of(FakeCommands(said(1, ""))), "squeue: ended with 1");
  sandbox::Run late;
  late.end = sandbox::TimedOut{};
  EXPECT_EQ(error_of(FakeCommands(late)), "squeue: did not answer within 2 minutes");
  sandbox::Run cut = said(0, "grade-1|0|RUNNING|None\n");
  cut.cut = true;  // whoever read this would think that the other tasks have ended
  EXPECT_EQ(error_of(FakeCommands(cut)), "squeue: says too much");
}

TEST(SlurmTest, ATaskHasANodeOfItsOwn) {
  const FakeCommands commands(said(0, "17\n"));
  EXPECT_EQ(Slurm(commands, {{"SLURM_CONF", "/etc/other.conf"}})
                .submit({.name = "grade-1",
                         .folder = "/out/a b",
                         .script = "task.sh",
                         .arguments = {"/course/grader/grade", "slice"},
                         .tasks = 3,
                         .limit = std::chrono::minutes(15),
                         .options = {"--time=7", "--array=0-99"}}),
            "17");
  const std::vector<std::string>& words = commands.asked.arguments;
  EXPECT_THAT(words, Contains("--exclusive"));
  EXPECT_EQ(commands.asked.environment.at("SLURM_CONF"), "/etc/other.conf");
  // The runner's tag would have it end the tasks along with sbatch.
  EXPECT_THAT(std::vector(words.begin(), words.begin() + 4),
              ElementsAre("/usr/bin/env", "-u", "COURSE_RUN", "sbatch"));
  const auto at = [&](const char* word) { return std::find(words.begin(), words.end(), word); };
  // The last of two options counts: the user's for the limit, ours for the tasks.
  EXPECT_LT(at("--time=15"), at("--time=7"));
  EXPECT_LT(at("--array=0-99"), at("--array=0-2"));
  EXPECT_THAT(std::vector(words.end() - 3, words.end()),
              ElementsAre("/out/a b/task.sh", "/course/grader/grade", "slice"));
}

TEST(SlurmTest, AJobWithoutANumberIsAnError) {
  const FakeCommands commands(said(0, "sbatch: welcome\n"));
  EXPECT_THROW(Slurm(commands, {}).submit({.name = "grade-1", .tasks = 1}), SlurmError);
}

}  // namespace
}  // namespace batch
