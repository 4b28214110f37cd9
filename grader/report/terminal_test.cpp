#include "report/terminal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "report/example_reports.hpp"
#include "report/layout.hpp"
#include "report/printable.hpp"

namespace report {
namespace {

using course::Part;
using examples::finding;
using examples::report_with;
using judge::Finding;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::vector<Report>& all_examples() {
  static const std::vector<Report> examples{examples::all_right(), examples::untouched(),
                                            examples::mixed(), examples::hostile(), Report{}};
  return examples;
}

Finding failed(const std::string& test) {
  Finding result = finding(Part::tests, test, judge::Failed{});
  result.headline = "about " + test;
  return result;
}

std::string terminal_of(const std::vector<Finding>& findings, TerminalStyle style = {}) {
  return terminal(report_with(findings), style);
}

TEST(TerminalTest, FitsTheTerminalButForCommandsThatAreThereToBeCopied) {
  for (const unsigned width : {60U, 80U, 120U}) {
    for (const Report& report : all_examples()) {
      for (const std::string& line : lines_of(terminal(report, {.width = width}))) {
        const bool one_word = line.find(' ', line.find_first_not_of(' ')) == std::string::npos;
        const bool may_be_wide =
            one_word || line.starts_with("    Again") || line.find(": :") != std::string::npos;
        EXPECT_TRUE(may_be_wide || columns(line) <= width) << width << ": " << line;
      }
    }
  }
}

TEST(TerminalTest, ColoursChangeNoWord) {
  for (const Report& report : all_examples()) {
    const std::string plain = terminal(report, {});
    const std::string coloured = terminal(report, {.colour = true});
    EXPECT_EQ(plain.find('\x1b'), std::string::npos);
    EXPECT_NE(coloured.find('\x1b'), std::string::npos);
    EXPECT_EQ(printable(coloured), plain);
  }
}

TEST(TerminalTest, NothingInAReportReachesTheTerminalAsAControlSequence) {
  for (const bool verbose : {false, true}) {
    const std::string text = terminal(examples::hostile(), {.verbose = verbose});
    EXPECT_EQ(printable(text), text);
  }
}

TEST(TerminalTest, NothingInAReportIsACommandToCi) {
  Report report = examples::hostile();
  report.submission = "##[error]";
  report.exercises[0].findings[0].headline = std::string(70, 'x') + " ::error::forged ##[error]no";
  const std::string text = terminal(report, {.verbose = true});
  EXPECT_THAT(text, Not(HasSubstr("##[")));
  for (const std::string& line : lines_of(text)) {
    EXPECT_NE(line.compare(std::min(line.find_first_not_of(' '), line.size()), 2, "::"), 0) << line;
  }
}

TEST(TerminalTest, ItsOwnWordsAreAscii) {
  for (const char c : terminal(examples::mixed(), {.verbose = true})) {
    EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~')) << static_cast<int>(c);
  }
}

TEST(TerminalTest, AnUntouchedCheckoutIsToldWhereToStartInTheFirstLines) {
  EXPECT_THAT(
      terminal(examples::untouched(), {}),
      StartsWith("Nothing is written yet.\nStart with exercises/01-threads: read README.md"));
}

TEST(TerminalTest, AnEmptyReportSaysThatNothingWasGraded) {
  EXPECT_EQ(terminal(Report{}, {}),
            "No exercise was graded.\n\nTotal: 0 of 0. 0 exercises in 0.0 s.\n");
}

TEST(TerminalTest, AnExerciseWithoutFindingsIsOneLine) {
  EXPECT_THAT(terminal_of({}), StartsWith("03-locks    0 of 100  no tests ran\n\nTotal: "));
}

TEST(TerminalTest, ThreeIssuesAreShownInFullAndTheOthersInOneLineEach) {
  const std::string text =
      terminal_of({failed("Transfer.a"), failed("Transfer.b"), failed("Transfer.c"),
                   failed("Transfer.d"), failed("Transfer.e")});
  EXPECT_THAT(text, HasSubstr("failed: about Transfer.c\n    Seen in  Transfer.c\n"));
  EXPECT_THAT(text, HasSubstr("\n\nfailed: about Transfer.d (Transfer.d)\n"
                              "failed: about Transfer.e (Transfer.e)\n"));
}

TEST(TerminalTest, VerboseShowsEveryIssueAllEvidenceAndWhatPassed) {
  std::vector<Finding> findings{failed("Transfer.a"), failed("Transfer.b"), failed("Transfer.c"),
                                failed("Transfer.d"), finding(Part::tests, "Transfer.fine")};
  findings[3].evidence = "1\n2\n3\n4\n5\n6\n7\n" + std::string(200, 'x') + "\n";
  const std::string text = terminal_of(findings, {.verbose = true});
  EXPECT_THAT(text, HasSubstr("    Seen in  Transfer.d\n    | 1\n"));
  EXPECT_THAT(text, HasSubstr("    | " + std::string(200, 'x') + "\n"));
  EXPECT_THAT(text, HasSubstr("\npassed: Transfer.fine (tests, 12 ms)\n"));
  EXPECT_THAT(terminal_of(findings), Not(HasSubstr("passed: ")));
}

TEST(TerminalTest, EnormousEvidenceStaysSmall) {
  Finding enormous = failed("Transfer.a");
  for (int line = 0; line < 100'000; ++line) {
    enormous.evidence += std::string(100, 'x') + "\n";
  }
  const std::string text = terminal_of({enormous});
  EXPECT_LT(text.size(), 3'000U);
  EXPECT_THAT(text, HasSubstr("    | 99988 more lines; --verbose shows them\n"));
}

TEST(TerminalTest, TwoThreadsStandBesideEachOtherWhereTheyFit) {
  Finding race = finding(Part::races, "Transfer.a", judge::Raced{});
  race.places = {{"03-locks/bank.cpp", 12, "T1 writes", "    x += 1;"},
                 {"03-locks/bank.cpp", 16, "T2 reads", "    return x;"}};
  EXPECT_THAT(
      terminal_of({race}),
      HasSubstr("    exercises/03-locks/bank.cpp:12         exercises/03-locks/bank.cpp:16\n"
                "    T1 writes                              T2 reads\n"
                "      x += 1;                                return x;\n"));
  race.places[1].source = "return a_name_that_is_much_too_long_to_stand_beside_another;";
  EXPECT_THAT(terminal_of({race}), HasSubstr("    exercises/03-locks/bank.cpp:12  T1 writes\n"
                                             "        x += 1;\n"
                                             "    exercises/03-locks/bank.cpp:16  T2 reads\n"
                                             "        return a_name_that"));
}

TEST(TerminalTest, OfManyPlacesTheFirstAreShown) {
  Finding test = failed("Transfer.a");
  for (int line = 1; line <= 100; ++line) {
    test.places.push_back({"03-locks/bank.cpp", line, "", ""});
  }
  EXPECT_THAT(terminal_of({test}), HasSubstr("bank.cpp:6\n    and 94 more places\n"));
}

TEST(TerminalTest, ReducedIsolationIsSaidAndFullIsolationIsNot) {
  EXPECT_THAT(terminal(examples::mixed(), {}),
              HasSubstr("\nIsolation is reduced: bubblewrap is not installed\n"));
  EXPECT_THAT(terminal(examples::all_right(), {}), Not(HasSubstr("Isolation")));
}

TEST(TerminalTest, AnAbsurdWidthIsTakenForANarrowTerminal) {
  const Report report = examples::hostile();
  EXPECT_EQ(terminal(report, {.width = 0}), terminal(report, {.width = 40}));
}

}  // namespace
}  // namespace report
