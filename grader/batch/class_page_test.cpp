#include "batch/class_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/example_reports.hpp"

namespace batch {
namespace {

using judge::Failed;
using report::examples::finding;
using report::examples::report_with;
using testing::HasSubstr;
using testing::Not;

ClassList list_of(std::vector<Entry> entries) {
  return {.exercises = {"03-locks"}, .entries = std::move(entries), .ignored = {}};
}

Entry failing(const std::string& name) {
  return {name, report_with({finding(course::Part::tests, "Bank.Adds", Failed{})}), ""};
}

TEST(ClassPageTest, LinksEachSubmissionToItsReport) {
  EXPECT_THAT(class_page(list_of({failing("alice")})),
              HasSubstr("<a href=\"reports/alice.html\">alice</a>"));
}

TEST(ClassPageTest, CountsWhoMadeAMistakeOnce) {
  EXPECT_THAT(class_page(list_of({failing("alice"), failing("bob")})),
              HasSubstr("<li>2 of 2: failed: Bank.Adds</li>"));
}

TEST(ClassPageTest, NamesAreTextWhateverTheySay) {
  const std::string page = class_page(list_of({failing("\"><script>alert(1)</script>")}));
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
}

TEST(ClassPageTest, ShowsNearIdenticalFilesAndThatTheyAreNoVerdict) {
  ClassList list = list_of({failing("alice"), failing("<b>")});
  list.similarities = {
      {.pairs = {{.one = 0, .other = 1, .percent = 93}}, .too_long = {1}, .problem = "<i>"}};
  const std::string page = class_page(list);
  EXPECT_THAT(page, HasSubstr("This is no verdict"));
  EXPECT_THAT(page, HasSubstr("<li>93 %: <a href=\"reports/alice.html\">alice</a> and <a "
                              "href=\"reports/" +
                              report_name("<b>") + ".html\">&lt;b&gt;</a></li>"));
  EXPECT_THAT(page, HasSubstr("Too long to be compared: "));
  EXPECT_THAT(page, HasSubstr("Nothing was compared: &lt;i&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("similarity-tester")));
}

TEST(ClassPageTest, ShowsOnlyTheMostSimilarPairs) {
  ClassList list = list_of({failing("alice"), failing("bob")});
  list.similarities.emplace_back();
  list.similarities.front().pairs.assign(60, {.one = 0, .other = 1, .percent = 93});
  EXPECT_THAT(class_page(list), HasSubstr("And 10 pairs with a lower share."));
}

TEST(ClassPageTest, SaysNothingOfFilesThatAreNotAlike) {
  ClassList list = list_of({failing("alice"), failing("bob")});
  list.similarities.emplace_back();
  EXPECT_THAT(class_page(list), Not(HasSubstr("ear-identical")));
}

TEST(ClassPageTest, SaysWhenNothingCanCompareAndHowToCureIt) {
  EXPECT_THAT(class_page(list_of({failing("alice")})),
              HasSubstr("apt-get install similarity-tester"));
}

TEST(ClassPageTest, ReportsOfTwoSubmissionsAreNeverInOneFile) {
  EXPECT_EQ(report_name("alice-2.b_C"), "alice-2.b_C");
  EXPECT_NE(report_name("a/b"), report_name("a_b"));
  EXPECT_NE(report_name("a/b"), report_name("a:b"));
  EXPECT_THAT(report_name(".."), testing::StartsWith("_."));
  EXPECT_THAT(report_name("../../x"), Not(HasSubstr("/")));
}

}  // namespace
}  // namespace batch
