#include "report/classroom50.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/example_reports.hpp"

namespace report {
namespace {

using course::Part;
using examples::finding;
using examples::report_with;
using nlohmann::json;
using testing::HasSubstr;

TEST(Classroom50Test, ScoresAreIntegersAndTheSumsOfTheTests) {
  for (const Report& report : {examples::mixed(), examples::all_right(), examples::hostile()}) {
    const json result = json::parse(classroom50(report, {}));
    int score = 0;
    int most = 0;
    for (const json& test : result.at("tests")) {
      EXPECT_TRUE(test.at("score").is_number_integer());
      EXPECT_LE(test.at("score").get<int>(), test.at("max-score").get<int>());
      score += test.at("score").get<int>();
      most += test.at("max-score").get<int>();
    }
    EXPECT_EQ(result.at("score"), score);
    EXPECT_EQ(result.at("max-score"), most);
  }
}

TEST(Classroom50Test, SaysWhoseResultItIs) {
  const json result = json::parse(
      classroom50(examples::all_right(), {.classroom = "c", .assignment = "a", .owner = "alice"}));
  EXPECT_EQ(result.at("classroom"), "c");
  EXPECT_EQ(result.at("assignment"), "a");
  EXPECT_EQ(result.at("owner"), "alice");
}

TEST(Classroom50Test, TakesAnyBytesFromTheRunner) {
  const json result = json::parse(classroom50(examples::all_right(), {.owner = "a\xff"
                                                                               "b"}));
  EXPECT_EQ(result.at("owner"),
            "a\xef\xbf\xbd"
            "b");
}

TEST(Classroom50Test, WhatCouldNotBeMeasuredIsInNoCount) {
  const json result = json::parse(
      classroom50(report_with({finding(Part::tests, "Transfer.A"), finding(Part::tests, "Total.A"),
                               finding(Part::races, "Transfer.A"),
                               finding(Part::speed, "transfers", judge::NotMeasured{"busy"})}),
                  {}));
  EXPECT_EQ(result.at("score"), 80);
  EXPECT_EQ(result.at("max-score"), 80);
  const json& speed = result.at("tests").back();
  EXPECT_EQ(speed.at("max-score"), 0);
  EXPECT_EQ(speed.at("not-measured"), 20);
  EXPECT_EQ(speed.at("passed"), true);
  EXPECT_THAT(speed.at("output").get<std::string>(), HasSubstr("neither won nor lost"));
}

TEST(Classroom50Test, APartThatWaitsForTheTestsHasNotPassed) {
  const json result = json::parse(
      classroom50(report_with({finding(Part::tests, "Transfer.A", judge::Failed{})}), {}));
  for (const json& test : result.at("tests")) {
    EXPECT_EQ(test.at("passed"), false) << test;
  }
  EXPECT_THAT(result.at("tests").at(1).at("output").get<std::string>(),
              HasSubstr("counts once all tests pass"));
}

}  // namespace
}  // namespace report
