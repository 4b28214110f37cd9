#include "judge/test_result.hpp"

#include <gtest/gtest.h>

namespace judge {
namespace {

constexpr const char* kLine =
    R"({"kind":"test","nonce":"n1","test":"A.B","passed":false,"leftovers":["1 thread"],)"
    R"("failures":[{"file":"a.cpp","line":3,"message":"words"}]})";

TEST(TestResultTest, ReadsWhatTheCourseProgramSends) {
  const auto result = read_test_result(kLine, "n1");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->test, "A.B");
  EXPECT_FALSE(result->passed);
  EXPECT_EQ(result->leftovers, std::vector<std::string>{"1 thread"});
  ASSERT_EQ(result->failures.size(), 1U);
  EXPECT_EQ(result->failures[0].line, 3);
}

std::string with_timeline(const std::string& timeline) {
  const std::string line = kLine;
  return line.substr(0, line.size() - 1) + ",\"timeline\":" + timeline + "}";
}

TEST(TestResultTest, ReadsATimeline) {
  const auto result = read_test_result(
      with_timeline(R"({"title":"turns","lanes":[{"name":"thread 1","spans":)"
                    R"([{"from_ms":0,"to_ms":5.5,"what":"runs"}]}],"drawing":["1 ###"]})"),
      "n1");
  ASSERT_TRUE(result && result->timeline);
  EXPECT_EQ(result->timeline->title, "turns");
  ASSERT_EQ(result->timeline->lanes.size(), 1U);
  EXPECT_EQ(result->timeline->lanes[0].spans.at(0).to_ms, 5.5);
  EXPECT_EQ(result->timeline->drawing, std::vector<std::string>{"1 ###"});
}

TEST(TestResultTest, LeavesOutATimelineThatNobodyCouldRead) {
  std::string lanes;
  for (int i = 0; i < 17; ++i) {
    lanes += (i == 0 ? "" : ",") + std::string(R"({"name":"t","spans":[]})");
  }
  const auto result = read_test_result(
      with_timeline(R"({"title":"turns","lanes":[)" + lanes + R"(],"drawing":[]})"), "n1");
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->timeline);
}

TEST(TestResultTest, BelievesNobodyWithoutTheNonce) {
  EXPECT_FALSE(read_test_result(kLine, "n2"));
  EXPECT_FALSE(read_test_result(R"({"kind":"test","test":"A.B","passed":true})", "n1"));
  EXPECT_FALSE(read_test_result(R"({"nonce":["n1"],"kind":"test"})", "n1"));
}

TEST(TestResultTest, IgnoresWhatIsNoMessage) {
  for (const char* line : {"", "passed", "[]", "null", "{", R"({"nonce":"n1","kind":"test"})",
                           R"({"nonce":"n1","kind":"test","test":1,"passed":"yes"})"}) {
    EXPECT_FALSE(read_test_result(line, "n1")) << line;
  }
}

TEST(NonceTest, IsLongAndNeverTheSame) {
  EXPECT_EQ(make_nonce().size(), 32U);
  EXPECT_NE(make_nonce(), make_nonce());
}

}  // namespace
}  // namespace judge
