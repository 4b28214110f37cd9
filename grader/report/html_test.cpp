#include "report/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "report/example_reports.hpp"
#include "report/html_pictures.hpp"
#include "report/html_text.hpp"

namespace report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(HtmlTextTest, SaysJustTheText) {
  EXPECT_EQ(html("<a href='x'>\"&\"</a>\n"),
            "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
  EXPECT_EQ(html("\x1b[31mred\x1b[0m"), "red");
  EXPECT_EQ(html_id("03-locks\"><x"), "03-locks___x");
  EXPECT_EQ(html_block({"a < b"}), "<pre><code>a &lt; b\n</code></pre>\n");
}

// Every tag that is opened is closed, in order; attributes' values are quoted,
// so that a '>' within a tag is no trouble.
std::string first_wrong_tag(const std::string& page) {
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    std::string tag = page.substr(at + 1, end - at - 1);
    if (tag.starts_with("!") || tag.ends_with("/") || tag.starts_with("meta") || tag == "br") {
      continue;
    }
    if (tag.starts_with("/")) {
      if (open.empty() || open.back() != tag.substr(1)) {
        return tag;
      }
      open.pop_back();
    } else {
      open.push_back(tag.substr(0, tag.find(' ')));
    }
  }
  return open.empty() ? "" : open.back();
}

TEST(HtmlTest, ThePageIsWhole) {
  for (const Report& report : {examples::all_right(), examples::untouched(), examples::mixed(),
                               examples::hostile(), Report{}}) {
    EXPECT_EQ(first_wrong_tag(html_page(report)), "");
  }
}

TEST(HtmlTest, NothingOfASubmissionBecomesMarkup) {
  const std::string page = html_page(examples::hostile());
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("href=\"http")));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
}

TEST(HtmlTest, NeedsNothingFromElsewhere) {
  for (const Report& report : {examples::all_right(), examples::mixed()}) {
    const std::string page = html_page(report);
    EXPECT_THAT(page, Not(HasSubstr("src=")));
    EXPECT_THAT(page, Not(HasSubstr("url(")));
    EXPECT_THAT(page, Not(HasSubstr("@import")));
  }
}

TEST(SpeedPictureTest, LeavesOutWhatIsNoNumber) {
  judge::SpeedMeasure speed;
  speed.speedup = 1.5;
  speed.attainable = 1.9;
  speed.full = 0.8;
  speed.rounds = {{1, 1, 0.6, 1, 0}, {1, 1, 0, 1, 0}};
  EXPECT_THAT(speed_picture(speed), HasSubstr("all points from 1.72x"));
  EXPECT_THAT(speed_picture(speed), Not(HasSubstr("inf")));
  speed.attainable = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(speed_picture(speed), "");
}

TEST(SpeedPictureTest, AFloorsThresholdIsASpeedUp) {
  judge::SpeedMeasure speed;
  speed.bound = course::Bound::floor;
  speed.speedup = 0.97;
  speed.attainable = 1.9;
  speed.full = 0.9;
  EXPECT_THAT(speed_picture(speed), HasSubstr("all points from 0.90x"));
}

TEST(TimelinePictureTest, DrawsEverySpan) {
  const judge::Timeline timeline{
      .title = "t", .lanes = {{"thread 1", {{0, 5, "runs"}, {5, 10, "<b>"}}}}, .drawing = {}};
  const std::string svg = timeline_picture(timeline);
  EXPECT_THAT(svg, HasSubstr("class=\"runs\""));
  EXPECT_THAT(svg, HasSubstr("class=\"other\""));
  EXPECT_THAT(svg, Not(HasSubstr("<b>")));
  EXPECT_EQ(timeline_picture({}), "");
}

}  // namespace
}  // namespace report
