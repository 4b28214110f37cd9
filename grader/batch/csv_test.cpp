#include "batch/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace batch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

using Table = std::vector<std::vector<std::string>>;

Table values(std::string_view text) {
  Table table;
  for (const CsvRow& row : read_csv(text)) {
    table.emplace_back();
    for (const CsvField& field : row) {
      table.back().push_back(field.value);
    }
  }
  return table;
}

TEST(CsvTest, FieldsAndLines) {
  EXPECT_EQ(values("a,b\r\nc,\r\n"), (Table{{"a", "b"}, {"c", ""}}));
  EXPECT_EQ(values("a,b\nc,d"), (Table{{"a", "b"}, {"c", "d"}}));
  EXPECT_THAT(read_csv(""), IsEmpty());
}

TEST(CsvTest, QuotesHoldCommasQuotesAndLines) {
  EXPECT_EQ(values("\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\"\n"),
            (Table{{"a,b", "say \"hi\""}, {"two\nlines", ""}}));
  EXPECT_EQ(values("\"\"\"\"\n"), (Table{{"\""}}));
}

TEST(CsvTest, WhatSpreadsheetsPutAroundItIsSkipped) {
  EXPECT_EQ(values("\xEF\xBB\xBF"
                   "a\n\n\r\nb\n"),
            (Table{{"a"}, {"b"}}));
}

TEST(CsvTest, AFieldKnowsWhereItStands) {
  const std::string text = "x,\"y\",z\r\n";
  const CsvRow row = read_csv(text).front();
  EXPECT_EQ(text.substr(row[1].begin, row[1].end - row[1].begin), "\"y\"");
  EXPECT_EQ(text.substr(row[2].begin, row[2].end - row[2].begin), "z");
}

TEST(CsvTest, WhatIsNoneSaysWhere) {
  EXPECT_THAT([] { read_csv("a\nb,\"c\n"); },
              ThrowsMessage<CsvError>(HasSubstr("line 2: a field")));
  EXPECT_THAT([] { read_csv("a\n\"b\"c\n"); },
              ThrowsMessage<CsvError>(HasSubstr("line 2: something follows")));
}

}  // namespace
}  // namespace batch
