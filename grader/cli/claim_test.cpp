#include "cli/claim.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sandbox/temporary_folder.hpp"

namespace cli {
namespace {

using course::Part;
using testing::ElementsAre;
using testing::IsEmpty;

judge::Finding finding(Part part, std::string subject, judge::Verdict verdict) {
  judge::Finding finding;
  finding.part = part;
  finding.subject = std::move(subject);
  finding.verdict = std::move(verdict);
  return finding;
}

class ClaimTest : public testing::Test {
 protected:
  ClaimTest() {
    exercise_.id = "03-locks";
    exercise_.folder = root_.path() / "exercises" / exercise_.id;
    exercise_.points = {.tests = 50, .races = 10, .schedules = 20, .speed = 20};
    exercise_.suites = {{"Transfer", 50}};
    exercise_.schedules.tests = {"Orders"};
    course::SpeedRow row;
    row.name = "payments";
    exercise_.speed = {row};
  }

  // What is asked of a mistake that begins with these lines.
  Claim about(const std::string& first_lines) {
    const auto folder = root_.path() / "grader/tests/wrong/03-locks/a-mistake";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "bank.cpp") << first_lines << "\ncode\n";
    Claim claim = claims_about(exercise_, root_.path()).back();
    claim.work.interest->begin();
    return claim;
  }

  // The parts that more evidence is gathered of.
  static std::vector<std::string> wanted(const Claim& claim) {
    std::vector<std::string> parts;
    for (const Part part : course::kParts) {
      if (claim.work.interest->wants(part)) {
        parts.emplace_back(course::name(part));
      }
    }
    return parts;
  }

  const sandbox::TemporaryFolder root_;
  course::Exercise exercise_;
};

TEST_F(ClaimTest, AMistakeIsLookedForWhereItsFirstLineSays) {
  const Claim claim = about("// expect: failed Transfer.IsWhole");
  EXPECT_EQ(claim.work.only, "Transfer.IsWhole");
  EXPECT_FALSE(claim.work.races);
  EXPECT_FALSE(claim.work.schedules);
  EXPECT_FALSE(claim.work.speed);
  EXPECT_FALSE(claim.work.includes);
}

TEST_F(ClaimTest, ThatIsFoundNeedsNoMoreEvidence) {
  const Claim claim = about("// expect: deadlocked Transfer");
  EXPECT_EQ(claim.work.sanitizer, Work::Sanitizer::once_tested);
  EXPECT_FALSE(wanted(claim).empty());
  claim.work.interest->found(finding(Part::tests, "Total.IsWhole", judge::Deadlocked{}));
  claim.work.interest->found(finding(Part::tests, "Transfer.IsWhole", judge::Failed{}));
  EXPECT_FALSE(wanted(claim).empty()) << "neither is the expected one";
  claim.work.interest->found(finding(Part::tests, "Transfer.IsWhole", judge::Deadlocked{}));
  EXPECT_THAT(wanted(claim), IsEmpty());
  claim.work.interest->begin();
  EXPECT_FALSE(wanted(claim).empty()) << "it is another grading";
}

TEST_F(ClaimTest, WhatMustPassIsLookedAtToTheEnd) {
  const Claim claim = about("// expect: raced Transfer\n// passes: tests speed");
  EXPECT_EQ(claim.work.only, "");
  EXPECT_EQ(claim.work.sanitizer, Work::Sanitizer::at_once);
  claim.work.interest->found(finding(Part::races, "Transfer.IsWhole", judge::Raced{}));
  EXPECT_THAT(wanted(claim), ElementsAre("tests", "speed"));
}

TEST_F(ClaimTest, PartsThatMustPassNeedAllTests) {
  const Claim claim = about("// expect: raced Transfer\n// passes: speed");
  claim.work.interest->found(finding(Part::races, "Transfer.IsWhole", judge::Raced{}));
  EXPECT_THAT(wanted(claim), ElementsAre("tests", "speed"));
}

TEST_F(ClaimTest, SchedulesMustFindWhatIsExpectedOfThem) {
  const Claim claim = about("// expect: failed Transfer\n// schedules: deadlocked raced");
  claim.work.interest->found(finding(Part::tests, "Transfer.IsWhole", judge::Failed{}));
  EXPECT_THAT(wanted(claim), ElementsAre("schedules"));
  claim.work.interest->found(finding(Part::schedules, "Orders.Two", judge::Failed{}));
  EXPECT_THAT(wanted(claim), ElementsAre("schedules"));
  claim.work.interest->found(finding(Part::schedules, "Orders.Two", judge::Raced{}));
  EXPECT_THAT(wanted(claim), IsEmpty());
}

TEST_F(ClaimTest, OfASlowRowNoOtherRowIsTimed) {
  EXPECT_THAT(about("// expect: slow payments").work.rows, ElementsAre("payments"));
  EXPECT_THAT(about("// expect: slow payments\n// passes: speed").work.rows, IsEmpty());
  EXPECT_EQ(about("// expect: slow payments").work.only, "") << "only what passes is timed";
}

TEST_F(ClaimTest, AMissingIncludeIsLookedForIfItIsExpected) {
  EXPECT_TRUE(about("// expect: not_built").work.includes);
  EXPECT_EQ(about("// expect: not_built").work.only, "");
}

TEST_F(ClaimTest, OfSkeletonAndSolutionEverythingIsLookedAt) {
  for (const Claim& claim : claims_about(exercise_, root_.path())) {
    EXPECT_EQ(claim.work.interest, nullptr) << claim.name;
    EXPECT_EQ(claim.work.only, "") << claim.name;
    EXPECT_TRUE(claim.work.includes && claim.work.races && claim.work.schedules && claim.work.speed)
        << claim.name;
  }
}

}  // namespace
}  // namespace cli
