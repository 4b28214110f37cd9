#include "report/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "report/example_reports.hpp"
#include "report/terminal.hpp"

namespace report {
namespace {

using course::Part;
using examples::finding;
using examples::report_with;
using testing::HasSubstr;
using Json = nlohmann::json;
using namespace nlohmann::literals;

Json parsed(const Report& report) { return Json::parse(json(report)); }

// from_json of a sound report in which `value` stands at `path`.
void expect_refused(const char* path, const Json& value, const std::string& reason) {
  Json changed = parsed(examples::mixed());
  changed[Json::json_pointer(path)] = value;
  try {
    from_json(changed.dump());
    FAIL() << path << " may be " << value;
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr(reason));
  }
}

TEST(JsonTest, ReadingBackGivesTheSameReport) {
  for (const Report& report :
       {examples::all_right(), examples::untouched(), examples::mixed(), Report{}}) {
    const Report back = from_json(json(report));
    EXPECT_EQ(json(back), json(report));
    EXPECT_EQ(terminal(back, {.verbose = true}), terminal(report, {.verbose = true}));
    EXPECT_EQ(back.earned(), report.earned());
  }
}

TEST(JsonTest, OnlyAMachineAmongSeveralHasAName) {
  Report report = examples::mixed();
  EXPECT_FALSE(parsed(report)["machine"].contains("node"));
  EXPECT_EQ(from_json(json(report)).machine.place(), report.machine.system);
  report.machine.node = "node7";
  EXPECT_EQ(from_json(json(report)).machine.place(), "node7, " + report.machine.system);
}

TEST(JsonTest, EveryVerdictComesBackWithItsDetails) {
  for (const judge::Verdict& verdict :
       {judge::Verdict(judge::Passed{}), judge::Verdict(judge::Failed{}),
        judge::Verdict(judge::Crashed{11}), judge::Verdict(judge::TimedOut{}),
        judge::Verdict(judge::Raced{}), judge::Verdict(judge::Deadlocked{}),
        judge::Verdict(judge::ExitedEarly{}), judge::Verdict(judge::Leaked{"1 thread"}),
        judge::Verdict(judge::Slow{}), judge::Verdict(judge::TooFast{}),
        judge::Verdict(judge::Forbidden{"_exit"}), judge::Verdict(judge::NotBuilt{}),
        judge::Verdict(judge::NotSubmitted{}), judge::Verdict(judge::Inconclusive{}),
        judge::Verdict(judge::NotMeasured{"busy"})}) {
    const Report back = from_json(json(report_with({finding(Part::races, "A.b", verdict)})));
    EXPECT_EQ(back.exercises.at(0).findings.at(0).verdict, verdict);
    EXPECT_EQ(back.exercises.at(0).grade.verdict, verdict);
  }
}

TEST(JsonTest, RoundsAreKeptToTheLastBit) {
  Report report = report_with({finding(Part::speed, "transfers", judge::Slow{})});
  report.exercises[0].findings[0].speed.emplace().rounds = {{0.1 + 0.2, 1.0 / 3, 1e-9, 1e300, 0.7}};
  const Report back = from_json(json(report));
  const judge::Round& round = back.exercises.at(0).findings.at(0).speed.value().rounds.at(0);
  EXPECT_EQ(round.serial, 0.1 + 0.2);
  EXPECT_EQ(round.attainable, 1.0 / 3);
  EXPECT_EQ(round.yours, 1e-9);
  EXPECT_EQ(round.yours_cpu, 1e300);
  EXPECT_EQ(round.foreign, 0.7);
}

TEST(JsonTest, EveryBoundComesBack) {
  for (const course::Bound bound :
       {course::Bound::cpu, course::Bound::io, course::Bound::ceiling}) {
    Report report = report_with({finding(Part::speed, "transfers", judge::Slow{})});
    report.exercises[0].findings[0].speed.emplace().bound = bound;
    EXPECT_EQ(from_json(json(report)).exercises.at(0).findings.at(0).speed.value().bound, bound);
  }
}

TEST(JsonTest, AFindingWithoutAMeasureComesBackWithoutOne) {
  const Report back = from_json(json(report_with({finding(Part::tests, "A.b")})));
  EXPECT_FALSE(back.exercises.at(0).findings.at(0).speed.has_value());
}

TEST(JsonTest, WhatIsNoNumberIsNull) {
  const Report report = examples::hostile();
  const std::string text = json(report);
  const Json speed = Json::parse(text)["/exercises/0/findings/3/speed"_json_pointer];
  EXPECT_TRUE(speed.at("gain").is_null());
  EXPECT_TRUE(speed.at("speedup").is_null());
  const Report back = from_json(text);
  EXPECT_TRUE(std::isnan(back.exercises.at(0).findings.at(3).speed.value().gain));
  EXPECT_EQ(json(back), text);
}

TEST(JsonTest, IsAsciiWhateverTheTextHolds) {
  for (const char c : json(examples::hostile())) {
    EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= '~')) << static_cast<int>(c);
  }
}

TEST(JsonTest, ControlCharactersComeBackAndBytesThatAreNotUtf8DoNot) {
  Report report = report_with({finding(Part::tests, "A.b")});
  report.submission = std::string("\x1b[31m\0\r\n\xc3\xb6", 10);
  EXPECT_EQ(from_json(json(report)).submission, report.submission);
  report.submission = "a\xff";
  EXPECT_EQ(from_json(json(report)).submission, "a\xef\xbf\xbd");
}

TEST(JsonTest, HoldsTheSumsForOtherPrograms) {
  const Json points = parsed(examples::mixed()).at("points");
  EXPECT_EQ(points.at("earned"), 336);
  EXPECT_EQ(points.at("possible"), 1000);
  EXPECT_EQ(points.at("not_measured"), 15);
}

TEST(JsonTest, EnormousEvidenceComesBackWhole) {
  Report report = report_with({finding(Part::tests, "A.b", judge::Failed{})});
  report.exercises[0].findings[0].evidence = std::string(5'000'000, '"');
  const Report back = from_json(json(report));
  EXPECT_EQ(back.exercises.at(0).findings.at(0).evidence, report.exercises[0].findings[0].evidence);
}

TEST(FromJsonTest, WhatIsNoJsonIsRefused) {
  for (const char* text : {"", "{", "not json", "{\"schema\": NaN}", "\xff"}) {
    EXPECT_THROW(from_json(text), std::runtime_error) << text;
  }
}

TEST(FromJsonTest, WhatIsNoReportIsRefused) {
  for (const char* text : {"null", "[]", "{}", "3", "{\"schema\": 1}"}) {
    EXPECT_THROW(from_json(text), std::runtime_error) << text;
  }
}

TEST(FromJsonTest, AnotherVersionIsRefusedByName) {
  expect_refused("/schema", "report/v2", "\"report/v2\"");
}

TEST(FromJsonTest, WrongTypesAndUnknownNamesAreRefused) {
  expect_refused("/exercises", "none", "exercises is no list");
  expect_refused("/seconds", "12", "seconds is no number");
  expect_refused("/machine/cpus", -1, "cpus is no number that fits");
  expect_refused("/exercises/0/findings/0/part", "luck", "no part \"luck\"");
  expect_refused("/exercises/0/findings/0/verdict/name", "fine", "no verdict \"fine\"");
  expect_refused("/exercises/0/exercise/speed/0/bound", "gpu", "no bound \"gpu\"");
  expect_refused("/exercises/0/findings/0/subject", 7, "string");
}

TEST(FromJsonTest, NumbersThatDoNotFitAreRefusedAndNotWrapped) {
  expect_refused("/exercises/1/findings/5/places/0/line", 4'294'967'297, "line");
  expect_refused("/exercises/1/findings/5/places/0/line", 1.5, "line");
  expect_refused("/exercises/0/findings/0/took_ms", 18'446'744'073'709'551'615U, "took_ms");
  expect_refused("/exercises/0/grade/parts/0/earned", 2'000'000'000, "earned");
  expect_refused("/exercises/0/grade/parts/0/earned", -1, "earned");
}

TEST(FromJsonTest, AMissingKeyIsNamed) {
  Json changed = parsed(examples::mixed());
  changed["/exercises/0/findings/0"_json_pointer].erase("headline");
  try {
    from_json(changed.dump());
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("headline"));
  }
}

TEST(FromJsonTest, DeepNestingIsRefusedAndDoesNotExhaustTheStack) {
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  EXPECT_THROW(from_json("{\"schema\": " + deep + "}"), std::runtime_error);
}

}  // namespace
}  // namespace report
