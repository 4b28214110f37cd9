#include "report/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/example_reports.hpp"

namespace report {
namespace {

using course::Part;
using examples::finding;
using examples::report_with;
using testing::HasSubstr;
using testing::StartsWith;

TEST(CsvReportTest, HasALineForEachPartBelowTheNamesOfItsColumns) {
  const std::string table =
      csv(report_with({finding(Part::tests, "Transfer.A"), finding(Part::tests, "Total.A"),
                       finding(Part::races, "Transfer.A"), finding(Part::speed, "transfers")}));
  EXPECT_EQ(table,
            "exercise,part,verdict,points,of,not measured,message\r\n"
            "03-locks,tests,passed,60,60,0,\r\n"
            "03-locks,races,passed,20,20,0,\r\n"
            "03-locks,speed,passed,20,20,0,\r\n");
}

TEST(CsvReportTest, WhatNobodyLookedAtHasNoVerdict) {
  const std::string table = csv(report_with({finding(Part::tests, "Transfer.A", judge::Failed{})}));
  EXPECT_THAT(table, HasSubstr("03-locks,tests,failed,0,60,0,failed"));
  EXPECT_THAT(table, HasSubstr("03-locks,races,,0,20,0,It counts once all tests pass.\r\n"));
}

TEST(CsvReportTest, WhatIsNotBuiltConcernsEveryPart) {
  const std::string table =
      csv(report_with({finding(Part::tests, "03-locks/bank.cpp", judge::NotBuilt{})}));
  EXPECT_THAT(table, HasSubstr("03-locks,races,not_built,0,20,0,"));
}

TEST(CsvReportTest, WhatCouldNotBeMeasuredIsCountedApart) {
  const std::string table =
      csv(report_with({finding(Part::tests, "Transfer.A"), finding(Part::tests, "Total.A"),
                       finding(Part::races, "Transfer.A"),
                       finding(Part::speed, "transfers", judge::NotMeasured{"busy"})}));
  EXPECT_THAT(table, HasSubstr("03-locks,speed,not_measured,0,20,20,not measured"));
}

TEST(CsvReportTest, ALineNamesTheWorstMistakeAndHowManyMoreThereAre) {
  const std::string table = csv(report_with({finding(Part::tests, "Transfer.A", judge::Failed{}),
                                             finding(Part::tests, "Total.A", judge::Crashed{11})}));
  EXPECT_THAT(table, HasSubstr("03-locks,tests,crashed,0,60,0,crashed (SIGSEGV)"));
  EXPECT_THAT(table, HasSubstr("; and 1 more\r\n"));
}

}  // namespace
}  // namespace report
