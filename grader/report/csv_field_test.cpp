#include "report/csv_field.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace report {
namespace {

TEST(CsvFieldTest, IsTextAndNeverAFormula) {
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(csv_field("two\r\nlines"), "two lines");
  for (const std::string text : {"=1+1", "+1", "-1", "@x", "\t=1", " =1"}) {
    EXPECT_THAT(csv_field(text), testing::Not(testing::ContainsRegex("^[ \t]*[=+@-]"))) << text;
  }
}

}  // namespace
}  // namespace report
