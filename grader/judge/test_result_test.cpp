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
