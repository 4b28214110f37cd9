#include "cli/classroom50.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "cli/options.hpp"

namespace cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

std::map<std::string, std::string> variables_of_the_runner() {
  return {{"CLASSROOM", "concurrency"},
          {"ASSIGNMENT", "locks"},
          {"OWNER", "alice"},
          {"SUBMISSION_TAG", "submit/2026-01-31T12-00-00Z-a1b2c3d"},
          {"COMMIT_URL", "https://example.org/commit/a1b2c3d"},
          {"RELEASE_URL", "https://example.org/releases/tag/submit"}};
}

report::Classroom50Identity identity_in(const std::map<std::string, std::string>& variables) {
  return classroom50_identity([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? "" : found->second;
  });
}

TEST(Classroom50IdentityTest, WhatTheRunnerMayLeaveOutHasAnotherName) {
  auto variables = variables_of_the_runner();
  EXPECT_EQ(identity_in(variables).assignment_type, "individual");
  EXPECT_EQ(identity_in(variables).review, "https://example.org/commit/a1b2c3d");
  variables["ASSIGNMENT_TYPE"] = "group";
  variables["REVIEW_URL"] = "https://example.org/compare";
  variables.erase("OWNER");
  variables["USERNAME"] = "bob";
  EXPECT_EQ(identity_in(variables).assignment_type, "group");
  EXPECT_EQ(identity_in(variables).review, "https://example.org/compare");
  EXPECT_EQ(identity_in(variables).owner, "bob");
}

TEST(Classroom50IdentityTest, SaysWhichVariablesAreMissing) {
  auto variables = variables_of_the_runner();
  variables.erase("CLASSROOM");
  variables["RELEASE_URL"] = "";
  EXPECT_THAT([&] { identity_in(variables); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("not set: CLASSROOM, RELEASE_URL"),
                                              Not(HasSubstr("REVIEW_URL")))));
}

TEST(Classroom50IdentityTest, ATagOfAnotherKindIsNoSubmission) {
  auto variables = variables_of_the_runner();
  variables["SUBMISSION_TAG"] = "v1.0";
  EXPECT_THAT([&] { identity_in(variables); },
              ThrowsMessage<UsageError>(HasSubstr("SUBMISSION_TAG is v1.0")));
}

}  // namespace
}  // namespace cli
