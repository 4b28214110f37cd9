#include "report/junit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>
#include <string>

#include "report/example_reports.hpp"

namespace report {
namespace {

using course::Part;
using judge::Finding;

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_string(text.c_str());
  EXPECT_TRUE(result) << result.description();
  return document;
}

TEST(JunitTest, CountsWhatItHolds) {
  for (const Report& report : {examples::mixed(), examples::hostile(), examples::all_right()}) {
    const pugi::xml_document document = parsed(junit(report));
    int tests = 0;
    int bad = 0;
    for (const pugi::xml_node suite : document.child("testsuites")) {
      std::set<std::string> names;
      for (const pugi::xml_node test : suite.children("testcase")) {
        ++tests;
        bad += test.child("failure") || test.child("error") || test.child("skipped") ? 1 : 0;
        EXPECT_TRUE(names.insert(test.attribute("name").value()).second)
            << test.attribute("name").value() << " stands twice";
      }
    }
    const pugi::xml_node all = document.child("testsuites");
    EXPECT_EQ(all.attribute("tests").as_int(), tests);
    EXPECT_EQ(all.attribute("failures").as_int() + all.attribute("errors").as_int() +
                  all.attribute("skipped").as_int(),
              bad);
  }
}

TEST(JunitTest, TellsMistakesFromWhatDidNotRunAndFromWhatWasNotMeasured) {
  const pugi::xml_document document = parsed(junit(examples::report_with(
      {examples::finding(Part::tests, "Transfer.A", judge::Failed{}),
       examples::finding(Part::tests, "Transfer.B", judge::Crashed{11}),
       examples::finding(Part::speed, "transfers", judge::NotMeasured{"busy"})})));
  const pugi::xml_node suite = document.child("testsuites").child("testsuite");
  auto test = suite.children("testcase").begin();
  EXPECT_TRUE(test->child("failure"));
  EXPECT_STREQ(test->attribute("name").value(), "tests: Transfer.A");
  EXPECT_STREQ(test->attribute("classname").value(), "03-locks");
  EXPECT_TRUE((++test)->child("error"));
  EXPECT_TRUE((++test)->child("skipped"));
}

TEST(JunitTest, HoldsNoCharacterThatXmlForbids) {
  Finding finding = examples::finding(Part::tests, "A\x01\xEF\xBF\xBE.B", judge::Failed{});
  finding.headline = "\x1b[31m\x02]]> & < \xEF\xBF\xBF";
  finding.evidence = std::string("\0\x0b", 2) + "]]>\xff";
  const std::string text = junit(examples::report_with({finding}));
  for (const char c : text) {
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') << int{c};
  }
  EXPECT_EQ(text.find("\xEF\xBF\xBE"), std::string::npos);
  EXPECT_EQ(text.find("\xEF\xBF\xBF"), std::string::npos);
  parsed(text);
}

}  // namespace
}  // namespace report
