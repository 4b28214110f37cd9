#include "report/gradescope.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/example_reports.hpp"

namespace report {
namespace {

using course::Part;
using nlohmann::json;

TEST(GradescopeTest, TheScoreIsTheSumOfTheTests) {
  for (const Report& report : {examples::mixed(), examples::all_right(), examples::hostile()}) {
    const json results = json::parse(gradescope(report));
    int score = 0;
    for (const json& test : results.at("tests")) {
      score += test.at("score").get<int>();
      EXPECT_LE(test.at("score").get<int>(), test.at("max_score").get<int>());
    }
    EXPECT_EQ(results.at("score"), score);
  }
}

TEST(GradescopeTest, WhatCouldNotBeMeasuredIsInNoCount) {
  const json results = json::parse(gradescope(examples::report_with(
      {examples::finding(Part::tests, "Transfer.A"), examples::finding(Part::tests, "Total.A"),
       examples::finding(Part::races, "Transfer.A"),
       examples::finding(Part::speed, "transfers", judge::NotMeasured{"busy"})})));
  const json& speed = results.at("tests").back();
  EXPECT_EQ(speed.at("max_score"), 0);
  EXPECT_EQ(speed.at("status"), "passed");
  EXPECT_THAT(speed.at("output").get<std::string>(), testing::HasSubstr("neither won nor lost"));
}

}  // namespace
}  // namespace report
