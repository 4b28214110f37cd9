#include "report/sarif.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/example_reports.hpp"

namespace report {
namespace {

using course::Part;
using judge::Finding;
using nlohmann::json;

json results_of(const Report& report) {
  return json::parse(sarif(report)).at("runs").at(0).at("results");
}

TEST(SarifTest, TheStudentsPlaceIsTheLocationAndTheOthersAreRelated) {
  Finding finding = examples::finding(Part::tests, "Transfer.A", judge::Raced{});
  finding.places = {{"03-locks/bank_test.cpp", 7, "the test", ""},
                    {"03-locks/bank.cpp", 31, "writes", ""}};
  const json result = results_of(examples::report_with({finding})).at(0);
  const json place = result.at("locations").at(0).at("physicalLocation");
  EXPECT_EQ(place.at("artifactLocation").at("uri"), "exercises/03-locks/bank.cpp");
  EXPECT_EQ(place.at("region").at("startLine"), 31);
  EXPECT_EQ(result.at("relatedLocations").size(), 1U);
  EXPECT_EQ(result.at("ruleId"), "raced");
  EXPECT_EQ(result.at("level"), "error");
}

TEST(SarifTest, EveryRuleThatAResultNamesIsListed) {
  const json run = json::parse(sarif(examples::mixed())).at("runs").at(0);
  std::vector<std::string> rules;
  for (const json& rule : run.at("tool").at("driver").at("rules")) {
    rules.push_back(rule.at("id"));
  }
  ASSERT_FALSE(run.at("results").empty());
  for (const json& result : run.at("results")) {
    EXPECT_THAT(rules, testing::Contains(result.at("ruleId").get<std::string>()));
  }
}

TEST(SarifTest, PathsAreUris) {
  Finding finding = examples::finding(Part::tests, "Transfer.A", judge::Failed{});
  finding.places = {{"03-locks/my bank%.cpp", 1, "", ""}};
  const json result = results_of(examples::report_with({finding})).at(0);
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "exercises/03-locks/my%20bank%25.cpp");
}

TEST(SarifTest, ASkeletonHasNoResults) { EXPECT_TRUE(results_of(examples::untouched()).empty()); }

}  // namespace
}  // namespace report
