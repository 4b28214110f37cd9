#include "judge/document.hpp"

#include <gmock/gmock.h>

namespace judge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class DocumentTest : public testing::Test {
 protected:
  DocumentTest() {
    exercise_.id = "19-pipeline";
    exercise_.number = "19";
    exercise_.submit = {"pipeline.cpp", "REPORT.md"};
    exercise_.points.report = 8;
    exercise_.document = {.file = "REPORT.md", .headings = {"What runs where"}, .row = "pages"};
    speed_.part = course::Part::speed;
    speed_.subject = "pages";
    speed_.speed = SpeedMeasure{};
    speed_.speed->speedup = 1.89;
    speed_.speed->attainable = 1.97;
    speed_.speed->rounds = {{.serial = 0.812, .yours = 0.43}};
  }

  std::vector<Finding> judge(const std::string& text) const {
    submission::Submission submission;
    submission.document = {"REPORT.md", text};
    return judge_document(exercise_, submission, {speed_});
  }

  std::vector<std::string> headlines(const std::string& text) const {
    std::vector<std::string> all;
    for (const Finding& finding : judge(text)) {
      all.push_back(finding.headline);
    }
    return all;
  }

  course::Exercise exercise_;
  Finding speed_;
  const std::string answer_ =
      "Four threads fetch pages, two processes look for words in them, and the caller's thread "
      "hands on what is done, in order.\n";
};

constexpr auto kNoFigures = "REPORT.md holds no figures of a run of this program";
constexpr auto kTooLittle = "REPORT.md says too little under 'What runs where'";

TEST_F(DocumentTest, WithAnswersAndFiguresPasses) {
  const auto findings =
      judge("# Report\n## What runs where\n" + answer_ + "\n" + figures(exercise_, speed_));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_TRUE(passed(findings[0].verdict));
  EXPECT_EQ(findings[0].part, course::Part::report);
  EXPECT_EQ(findings[0].subject, "19-pipeline/REPORT.md");
}

TEST_F(DocumentTest, FiguresSayWhatTheRowMeasured) {
  EXPECT_THAT(figures(exercise_, speed_),
              HasSubstr("pages: serial 812 ms, this program 430 ms, 1.89x of 1.97x attainable ["));
}

TEST_F(DocumentTest, FiguresMayBeBrokenIntoLinesAndStandInATable) {
  std::string line = figures(exercise_, speed_);
  line.replace(line.find(", this"), 2, ",\n   ");
  EXPECT_THAT(headlines("## What runs where\n" + answer_ + "| " + line + " |"), ElementsAre(""));
}

TEST_F(DocumentTest, OtherFiguresAreOfNoRun) {
  std::string line = figures(exercise_, speed_);
  line.replace(line.find("430"), 3, "410");
  EXPECT_THAT(headlines("## What runs where\n" + answer_ + line), ElementsAre(kNoFigures));
}

TEST_F(DocumentTest, FiguresOfAnotherExerciseAreNotItsOwn) {
  course::Exercise other = exercise_;
  other.id = "15-batch";
  EXPECT_THAT(headlines("## What runs where\n" + answer_ + figures(other, speed_)),
              ElementsAre(kNoFigures));
}

TEST_F(DocumentTest, FiguresThatAreCutOffAreNone) {
  const std::string line = figures(exercise_, speed_);
  for (std::size_t length = 0; length < line.size(); ++length) {
    ASSERT_THAT(headlines("## What runs where\n" + answer_ + line.substr(0, length)),
                ElementsAre(kNoFigures))
        << line.substr(0, length);
  }
}

TEST_F(DocumentTest, ThatLacksFiguresIsToldWhichLineToCopy) {
  const auto findings = judge("## What runs where\n" + answer_);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].advice, HasSubstr(figures(exercise_, speed_)));
}

TEST_F(DocumentTest, WithoutATimedRunItIsToldWhereTheLineWillBe) {
  speed_.speed->rounds.clear();
  const auto findings = judge("## What runs where\n" + answer_);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].advice, HasSubstr("once all tests pass, grader/grade run 19"));
}

TEST_F(DocumentTest, EachHeadingIsWanted) {
  exercise_.document->headings.emplace_back("What bounds the memory");
  EXPECT_THAT(headlines("## What runs where\n" + answer_ + figures(exercise_, speed_)),
              ElementsAre("REPORT.md has no heading '## What bounds the memory'"));
}

TEST_F(DocumentTest, QuotationsCommentsAndOtherHeadingsAreNoAnswers) {
  const std::string figures_line = figures(exercise_, speed_) + "\n";
  EXPECT_THAT(headlines(figures_line + "## What runs where\n> " + answer_),
              ElementsAre(kTooLittle));
  EXPECT_THAT(headlines(figures_line + "## What runs where\n<!-- " + answer_ + "\n -->"),
              ElementsAre(kTooLittle));
  EXPECT_THAT(headlines(figures_line + "## What runs where\n<!-- " + answer_),
              ElementsAre(kTooLittle));
  EXPECT_THAT(headlines(figures_line + "## What runs where\n# Else\n" + answer_),
              ElementsAre(kTooLittle));
}

TEST_F(DocumentTest, AHashInCodeIsNoHeading) {
  EXPECT_THAT(headlines(figures(exercise_, speed_) + "\n## What runs where ##\n```\n# " + answer_ +
                        "```\n"),
              ElementsAre(""));
}

TEST_F(DocumentTest, ASectionThatSaysTooLittleHasItsPlace) {
  const auto findings =
      judge("<!-- two\nlines -->\n" + figures(exercise_, speed_) + "\n\n## What runs where\nYes.");
  ASSERT_EQ(findings.size(), 1U);
  ASSERT_EQ(findings[0].places.size(), 1U);
  EXPECT_EQ(findings[0].places[0].line, 5);
}

TEST_F(DocumentTest, ThatIsNotThereSaysWhy) {
  submission::Submission submission;
  submission.no_document = {"REPORT.md", "is a symbolic link", "hand in the file itself"};
  const auto findings = judge_document(exercise_, submission, {speed_});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(name(findings[0].verdict), "failed");
  EXPECT_EQ(findings[0].headline, "REPORT.md is a symbolic link");
}

TEST_F(DocumentTest, OddTextIsRead) {
  for (const std::string& text :
       {std::string(), std::string("<!--"), std::string("-->"), std::string("#"), std::string("# "),
        std::string("pages: ["), std::string("pages: [01234567"), std::string(3, '\0')}) {
    EXPECT_EQ(judge(text).size(), 2U) << text;
  }
}

}  // namespace
}  // namespace judge
