#include "batch/slurm_grading.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "batch/job_folder.hpp"
#include "batch/whole_file.hpp"
#include "course/catalogue.hpp"
#include "report/json.hpp"
#include "sandbox/temporary_folder.hpp"

namespace batch {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Piece piece(const std::string& submission, const std::string& content = "int x;") {
  return {.key = {.submission = submission,
                  .exercise = "02-races",
                  .course = "c0ffee",
                  .content = content},
          .intake = submission::Submission{.files = {{"races.cpp", content}}}};
}

// What a task does with a piece of its slice.
void leave_result(const fs::path& slice, std::size_t at) {
  const Slice all = read_slice(slice);
  report::Report report;
  report.submission = all.at(at).key.submission;
  report.exercises.emplace_back().exercise.id = all.at(at).key.exercise;
  write_whole(result_file(slice, at), report::json(report));
}

std::string does_all(const fs::path& slice) {
  for (std::size_t i = 0; i < read_slice(slice).size(); ++i) {
    leave_result(slice, i);
  }
  return "COMPLETED";
}

std::string value_of(const std::vector<std::string>& words, const std::string& option) {
  const auto found = std::find_if(words.rbegin(), words.rend(), [&](const std::string& word) {
    return word.starts_with(option + "=");
  });
  return found == words.rend() ? "" : found->substr(option.size() + 1);
}

// Stands for sbatch, squeue and scancel.
class FakeCluster : public sandbox::Runner {
 public:
  // What becomes of a task that has not ended, at each look: its state; "forgotten" by
  // Slurm is one too.
  std::function<std::string(const fs::path& slice, std::size_t job, std::size_t task)> fate =
      [](const fs::path& slice, std::size_t, std::size_t) { return does_all(slice); };
  bool reachable = true;

  struct Job {
    std::string name;
    fs::path folder;
    std::vector<std::string> states;
  };
  mutable std::vector<Job> jobs;
  mutable std::vector<std::string> cancelled;

  sandbox::Run run(const sandbox::Command& command) const override {
    sandbox::Run run;
    run.end = sandbox::Exited{reachable ? 0 : 1};
    const std::vector<std::string>& words = command.arguments;
    if (!reachable) {
      run.errors = "cannot contact the controller";
    } else if (words.at(3) == "sbatch") {
      const std::string array = value_of(words, "--array");
      jobs.push_back({value_of(words, "--job-name"), value_of(words, "--chdir"),
                      std::vector<std::string>(std::stoul(array.substr(2)) + 1, "PENDING")});
      run.output = std::to_string(jobs.size()) + "\n";
    } else if (words.at(3) == "squeue") {
      run.output = looked(value_of(words, "--name"));
    } else {
      cancelled.push_back(value_of(words, "--name"));
    }
    return run;
  }

 private:
  std::string looked(const std::string& names) const {
    std::string lines;
    for (std::size_t j = 0; j < jobs.size(); ++j) {
      Job& job = jobs[j];
      for (std::size_t t = 0; t < job.states.size(); ++t) {
        std::string& state = job.states[t];
        if (!has_ended(state) && state != "forgotten") {
          state = fate(slice_file(job.folder, t), j, t);
        }
        if (names.find(job.name) != std::string::npos && state != "forgotten") {
          lines += job.name + "|" + std::to_string(t) + "|" + state + "|None\n";
        }
      }
    }
    return lines;
  }
};

class Stop : public std::exception {};

class SlurmGradingTest : public testing::Test {
 protected:
  // The names of those that were taken, in order.
  std::vector<std::string> grade(const std::vector<Piece>& pieces) {
    std::vector<const Piece*> all;
    for (const Piece& each : pieces) {
      all.push_back(&each);
    }
    taken_.clear();
    const Slurm slurm(cluster_, {});
    SlurmGrading(slurm, plan_,
                 {.take =
                      [&](std::size_t i, const report::Report& report, const std::string& text) {
                        EXPECT_EQ(report.submission, pieces.at(i).key.submission);
                        EXPECT_EQ(report::from_json(text).submission, report.submission);
                        taken_.push_back(report.submission);
                      },
                  .note = [&](const std::string& line) { notes_.push_back(line); },
                  .stage = [&](const std::string& line) { stages_.push_back(line); },
                  .pause =
                      [&](std::chrono::milliseconds) {
                        if (++pauses_ > most_pauses_) {
                          throw Stop();
                        }
                      }})
        .grade(all);
    std::sort(taken_.begin(), taken_.end());
    return taken_;
  }

  std::size_t files_left() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(plan_.folder), fs::directory_iterator()));
  }

  sandbox::TemporaryFolder folder_;
  FakeCluster cluster_;
  SlurmPlan plan_{.folder = folder_.path() / "slurm",
                  .command = {"grade", "slice"},
                  .options = {},
                  .each = 2,
                  .settling = std::chrono::seconds(0)};
  std::vector<std::string> taken_;
  std::vector<std::string> notes_;
  std::vector<std::string> stages_;
  int pauses_ = 0;
  int most_pauses_ = 20;
};

TEST_F(SlurmGradingTest, EachPieceIsTakenOnceAndNothingIsLeft) {
  EXPECT_THAT(grade({piece("ann"), piece("bob"), piece("eve")}), ElementsAre("ann", "bob", "eve"));
  ASSERT_THAT(cluster_.jobs, SizeIs(1));
  EXPECT_THAT(cluster_.jobs[0].states, SizeIs(2));
  EXPECT_EQ(files_left(), 0U);
  EXPECT_THAT(cluster_.cancelled, IsEmpty());
}

TEST_F(SlurmGradingTest, ResultsAreTakenWhileTheTaskRuns) {
  cluster_.fate = [](const fs::path& slice, std::size_t, std::size_t) {
    if (fs::exists(result_file(slice, 0))) {
      return does_all(slice);
    }
    leave_result(slice, 0);
    return std::string("RUNNING");
  };
  most_pauses_ = 1;
  EXPECT_THROW(grade({piece("ann"), piece("bob")}), Stop);
  EXPECT_THAT(taken_, ElementsAre("ann"));
  EXPECT_THAT(stages_, ElementsAre("1 task at work"));
}

TEST_F(SlurmGradingTest, WhatALostTaskOwesIsSubmittedAgainAlone) {
  for (const std::string& end : {"CANCELLED", "NODE_FAIL", "FAILED", "TIMEOUT", "forgotten"}) {
    cluster_.jobs.clear();
    pauses_ = 0;
    cluster_.fate = [&](const fs::path& slice, std::size_t job, std::size_t) {
      if (job > 0) {
        return does_all(slice);
      }
      leave_result(slice, 0);
      return end;
    };
    EXPECT_THAT(grade({piece("ann"), piece("bob"), piece("eve"), piece("joe")}),
                ElementsAre("ann", "bob", "eve", "joe"))
        << end;
    ASSERT_THAT(cluster_.jobs, SizeIs(2)) << end;
    EXPECT_THAT(cluster_.jobs[1].states, SizeIs(2)) << end;  // bob, joe
    EXPECT_THAT(notes_, Contains(HasSubstr("owes 1 result"))) << end;
    EXPECT_EQ(files_left(), 0U) << end;
  }
}

TEST_F(SlurmGradingTest, APoisonousSubmissionIsGivenUpAndNobodyElse) {
  cluster_.fate = [](const fs::path& slice, std::size_t, std::size_t) -> std::string {
    const Slice all = read_slice(slice);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].key.submission == "eve") {
        std::ofstream(log_file(slice.parent_path(), std::stoul(slice.stem().string())))
            << "\x1b[2Jthe node is gone\n\n";
        return "NODE_FAIL";
      }
      leave_result(slice, i);
    }
    return "COMPLETED";
  };
  std::string what;
  try {
    grade({piece("ann"), piece("eve"), piece("joe"), piece("zoe")});
  } catch (const SlurmError& error) {
    what = error.what();
  }
  EXPECT_THAT(what, HasSubstr("1 piece could not be graded, by 3 tasks each:\n  eve 02-races: "));
  EXPECT_THAT(what, HasSubstr("has ended (NODE_FAIL): the node is gone\n"));
  EXPECT_THAT(taken_, SizeIs(3));
  EXPECT_THAT(cluster_.jobs, SizeIs(SlurmGrading::kMostTries));
  cluster_.fate = [](const fs::path& slice, std::size_t, std::size_t) { return does_all(slice); };
  EXPECT_THAT(grade({piece("eve")}), ElementsAre("eve"));  // the same command tries again
  EXPECT_EQ(files_left(), 0U);
}

TEST_F(SlurmGradingTest, TheNextStartFindsTheJobAtWork) {
  cluster_.fate = [](const fs::path& slice, std::size_t, std::size_t task) {
    if (task == 0) {
      leave_result(slice, 0);
    }
    return std::string("RUNNING");
  };
  most_pauses_ = 0;
  EXPECT_THROW(grade({piece("ann"), piece("bob"), piece("eve")}), Stop);
  cluster_.fate = [](const fs::path& slice, std::size_t, std::size_t) { return does_all(slice); };
  most_pauses_ = 20;
  EXPECT_THAT(grade({piece("ann"), piece("bob"), piece("eve")}), ElementsAre("ann", "bob", "eve"));
  EXPECT_THAT(cluster_.jobs, SizeIs(1));
  EXPECT_THAT(notes_, Contains(HasSubstr("it has 3 pieces to grade")));
}

TEST_F(SlurmGradingTest, AResultOfOtherCodeIsNotTaken) {
  cluster_.fate = [](const fs::path&, std::size_t, std::size_t) { return "RUNNING"; };
  most_pauses_ = 0;
  EXPECT_THROW(grade({piece("ann"), piece("bob")}), Stop);
  const std::string first = cluster_.jobs.at(0).name;
  cluster_.fate = [](const fs::path& slice, std::size_t, std::size_t) { return does_all(slice); };
  most_pauses_ = 20;
  EXPECT_THAT(grade({piece("ann", "int y;"), piece("bob")}), ElementsAre("ann", "bob"));
  ASSERT_THAT(cluster_.jobs, SizeIs(2));
  EXPECT_THAT(cluster_.jobs[1].states, SizeIs(1));
  EXPECT_THAT(cluster_.cancelled, Each(first));
}

TEST_F(SlurmGradingTest, AJobThatNobodyWantsIsCancelled) {
  cluster_.fate = [](const fs::path&, std::size_t, std::size_t) { return "RUNNING"; };
  most_pauses_ = 0;
  EXPECT_THROW(grade({piece("ann")}), Stop);
  cluster_.fate = [](const fs::path& slice, std::size_t, std::size_t) {
    return fs::exists(slice) ? does_all(slice) : "RUNNING";
  };
  most_pauses_ = 20;
  EXPECT_THAT(grade({piece("bob")}), ElementsAre("bob"));
  EXPECT_THAT(cluster_.cancelled, ElementsAre(cluster_.jobs.at(0).name));
}

TEST_F(SlurmGradingTest, AResultMayComeAfterItsTasksEnd) {
  plan_.settling = std::chrono::hours(1);
  cluster_.fate = [](const fs::path&, std::size_t, std::size_t) { return "COMPLETED"; };
  most_pauses_ = 3;
  EXPECT_THROW(grade({piece("ann")}), Stop);
  EXPECT_THAT(cluster_.jobs, SizeIs(1));
}

TEST_F(SlurmGradingTest, WhatIsNoResultIsRemovedAndGradedAgain) {
  cluster_.fate = [](const fs::path& slice, std::size_t job, std::size_t) {
    if (job > 0) {
      return does_all(slice);
    }
    write_whole(result_file(slice, 0), "{\"points\": 100}");
    return std::string("COMPLETED");
  };
  EXPECT_THAT(grade({piece("ann")}), ElementsAre("ann"));
  EXPECT_THAT(cluster_.jobs, SizeIs(2));
  EXPECT_THAT(notes_, Contains(HasSubstr("is no result; removed")).Times(1));
}

TEST_F(SlurmGradingTest, ATaskThatOwesNothingIsNotWaitedFor) {
  cluster_.fate = [](const fs::path& slice, std::size_t, std::size_t) {
    does_all(slice);
    return std::string("RUNNING");
  };
  EXPECT_THAT(grade({piece("ann")}), ElementsAre("ann"));
  EXPECT_THAT(cluster_.cancelled, ElementsAre(cluster_.jobs.at(0).name));
}

TEST_F(SlurmGradingTest, AControllerThatIsAwayIsWaitedFor) {
  cluster_.fate = [&](const fs::path& slice, std::size_t, std::size_t) { return does_all(slice); };
  plan_.patience = std::chrono::hours(1);
  most_pauses_ = 0;
  EXPECT_THROW(grade({piece("ann")}), Stop);
  cluster_.reachable = false;
  pauses_ = 0;
  most_pauses_ = 5;
  EXPECT_THROW(grade({piece("ann")}), Stop);
  EXPECT_THAT(notes_, Contains(HasSubstr("cannot contact the controller; trying again")).Times(1));
  plan_.patience = std::chrono::minutes(0);
  EXPECT_THROW(grade({piece("ann")}), SlurmError);
  cluster_.reachable = true;
  pauses_ = 0;
  EXPECT_THAT(grade({piece("ann")}), ElementsAre("ann"));
  EXPECT_THAT(cluster_.jobs, SizeIs(1));
}

TEST_F(SlurmGradingTest, CancellingReachesEachJob) {
  cluster_.fate = [](const fs::path&, std::size_t, std::size_t) { return "RUNNING"; };
  most_pauses_ = 0;
  EXPECT_THROW(grade({piece("ann")}), Stop);
  cancel_jobs(Slurm(cluster_, {}), plan_.folder);
  EXPECT_THAT(cluster_.cancelled, ElementsAre(cluster_.jobs.at(0).name));
  cancel_jobs(Slurm(cluster_, {}), plan_.folder / "nowhere");
}

}  // namespace
}  // namespace batch
