#include "course/manifest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace course {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kShown = "exercises/03-locks/exercise.toml";

// Each test of an error changes one thing of this manifest.
constexpr const char* kGood = R"(title = "Locks: a bank that loses no money"
teaches = ["A10", "B8"]
submit = ["bank.cpp"]

[points]
tests = 55
races = 20
speed = 25

[[suite]]
name = "Transfer"
points = 25

[[suite]]
name = "Total"
points = 30

[[speed]]
row = "total"
bound = "cpu"
full = 0.80
none = 0.30
points = 25
)";

Exercise read(const std::string& text) {
  return parse_manifest(text, "/course/exercises/03-locks", kShown);
}

// The error that the manifest gives, without its file: "5: words".
std::string error_of(const std::string& text, const std::filesystem::path& folder = "/x/03-locks") {
  try {
    parse_manifest(text, folder, kShown);
    return "no error";
  } catch (const CourseError& error) {
    const std::string what = error.what();
    const std::string start = std::string(kShown) + ":";
    return what.starts_with(start) ? what.substr(start.size()) : "without its file: " + what;
  }
}

std::string good_but(const std::string& what, const std::string& instead) {
  std::string text = kGood;
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), instead);
}

std::string error_with(const std::string& what, const std::string& instead) {
  return error_of(good_but(what, instead));
}

TEST(ManifestTest, ReadsAllThatAnExerciseSays) {
  const Exercise exercise = read(kGood);
  EXPECT_EQ(exercise.id, "03-locks");
  EXPECT_EQ(exercise.number, "03");
  EXPECT_EQ(exercise.name, "locks");
  EXPECT_EQ(exercise.title, "Locks: a bank that loses no money");
  EXPECT_EQ(exercise.folder, "/course/exercises/03-locks");
  EXPECT_THAT(exercise.teaches, ElementsAre("A10", "B8"));
  EXPECT_THAT(exercise.submit, ElementsAre("bank.cpp"));
  EXPECT_THAT(exercise.allow, IsEmpty());
  EXPECT_EQ(exercise.points.tests, 55);
  EXPECT_EQ(exercise.points.races, 20);
  EXPECT_EQ(exercise.points.speed, 25);
  ASSERT_EQ(exercise.suites.size(), 2U);
  EXPECT_EQ(exercise.suites[1].name, "Total");
  EXPECT_EQ(exercise.suites[1].points, 30);
}

// kGood with a document besides, which earns 5 of the 25 points for speed.
std::string good_with_document() {
  std::string text = good_but("submit = [\"bank.cpp\"]", "submit = [\"bank.cpp\", \"REPORT.md\"]");
  const auto replace = [&](const std::string& what, const std::string& instead) {
    text.replace(text.find(what), what.size(), instead);
  };
  replace("speed = 25", "speed = 20\nreport = 5");
  text.replace(text.rfind("points = 25"), 11, "points = 20");
  return text + "\n[report]\nheadings = [\"What runs where\"]\nrow = \"total\"\n";
}

TEST(ManifestTest, ReadsWhatTheDocumentMustHold) {
  const Exercise exercise = read(good_with_document());
  EXPECT_EQ(exercise.points.report, 5);
  ASSERT_TRUE(exercise.document);
  EXPECT_EQ(exercise.document->file, "REPORT.md");
  EXPECT_THAT(exercise.document->headings, ElementsAre("What runs where"));
  EXPECT_EQ(exercise.document->row, "total");
  EXPECT_FALSE(read(kGood).document);
}

TEST(ManifestTest, ADocumentIsNamedEarnsPointsAndIsDescribed) {
  const std::string good = good_with_document();
  const auto error_without = [&](const std::string& what, const std::string& instead) {
    std::string text = good;
    return error_of(text.replace(text.rfind(what), what.size(), instead));
  };
  EXPECT_THAT(error_without(", \"REPORT.md\"", ""), HasSubstr("a document needs all three"));
  EXPECT_THAT(error_without("[report]\nheadings = [\"What runs where\"]\nrow = \"total\"\n", ""),
              HasSubstr("a document needs all three"));
  EXPECT_THAT(error_without("\nrow = \"total\"\n", "\nrow = \"sum\"\n"),
              HasSubstr("there is no speed row 'sum'"));
  EXPECT_THAT(error_without("\"bank.cpp\", \"REPORT.md\"", "\"REPORT.md\", \"bank.cpp\""),
              HasSubstr("if it is the second one"));
}

TEST(ManifestTest, ReadsASpeedRowWithItsDefaults) {
  const SpeedRow row = read(kGood).speed.at(0);
  EXPECT_EQ(row.name, "total");
  EXPECT_EQ(row.bound, Bound::cpu);
  EXPECT_EQ(row.workers, 4U);
  EXPECT_EQ(row.full, 0.8);
  EXPECT_EQ(row.none, 0.3);
  EXPECT_EQ(row.points, 25);
}

TEST(ManifestTest, ReadsWhatMayBeSaidBesides) {
  const Exercise exercise =
      read(good_but("submit = [\"bank.cpp\"]",
                    "submit = [\"bank.cpp\", \"bank.hpp\"]\nallow = [\"files\", \"network\"]"));
  EXPECT_THAT(exercise.submit, ElementsAre("bank.cpp", "bank.hpp"));
  EXPECT_THAT(exercise.allow, ElementsAre("files", "network"));
  const SpeedRow row =
      read(good_but("bound = \"cpu\"", "bound = \"io\"\nworkers = 16")).speed.at(0);
  EXPECT_EQ(row.bound, Bound::io);
  EXPECT_EQ(row.workers, 16U);
}

TEST(ManifestTest, ACeilingRowIsFullBelowNone) {
  const SpeedRow row = read(good_but("bound = \"cpu\"\nfull = 0.80\nnone = 0.30",
                                     "bound = \"ceiling\"\nfull = 0.15\nnone = 0.40"))
                           .speed.at(0);
  EXPECT_EQ(row.bound, Bound::ceiling);
  EXPECT_EQ(row.full, 0.15);
  EXPECT_EQ(row.none, 0.40);
}

TEST(ManifestTest, AFloorRowIsNoneBelowFull) {
  const SpeedRow row = read(good_but("bound = \"cpu\"\nfull = 0.80\nnone = 0.30",
                                     "bound = \"floor\"\nfull = 0.90\nnone = 0.50"))
                           .speed.at(0);
  EXPECT_EQ(row.bound, Bound::floor);
  EXPECT_EQ(error_with("\"cpu\"\nfull = 0.80\nnone = 0.30", "\"floor\"\nfull = 0.50\nnone = 0.90"),
            "22: 'none' must be below 'full'");
}

TEST(ManifestTest, PartsWithoutPointsMayBeLeftOut) {
  const Exercise exercise = read(
      "title = \"T\"\nteaches = []\nsubmit = [\"a.cpp\"]\n[points]\ntests = 100\n"
      "[[suite]]\nname = \"S\"\npoints = 100\n");
  EXPECT_EQ(exercise.points.races, 0);
  EXPECT_THAT(exercise.speed, IsEmpty());
}

TEST(ManifestTest, NamesTheLineOfAnUnknownKey) {
  EXPECT_EQ(error_with("submit", "colour = 1\nsubmit"),
            "3: unknown key 'colour'; known are title, teaches, submit, allow, points, suite, "
            "schedules, speed, report, forbid");
  EXPECT_EQ(error_with("races = 20", "race = 20"),
            "7: unknown key 'race' in [points]; known are tests, races, schedules, speed, report");
  EXPECT_EQ(error_with("name = \"Total\"", "name = \"Total\"\nweight = 2"),
            "16: unknown key 'weight' in [[suite]]; known are name, points");
  EXPECT_EQ(
      error_with("full = 0.80", "fulll = 0.80"),
      "21: unknown key 'fulll' in [[speed]]; known are row, bound, workers, full, none, points");
}

TEST(ManifestTest, ReadsWhatIsExplored) {
  EXPECT_EQ(read(kGood).points.schedules, 0);
  EXPECT_THAT(read(kGood).schedules.tests, IsEmpty());
  const auto with = [](const std::string& points, const std::string& table) {
    std::string text = good_but("races = 20", points);
    return text + table;
  };
  const std::string points = "races = 12\nschedules = 8";
  const Exercise exercise =
      read(with(points, "[schedules]\ntests = [\"Orders\", \"Total.IsWhole\"]\neach = 300\n"));
  EXPECT_EQ(exercise.points.schedules, 8);
  EXPECT_THAT(exercise.schedules.tests, ElementsAre("Orders", "Total.IsWhole"));
  EXPECT_EQ(exercise.schedules.each, 300U);
  EXPECT_TRUE(is_explored(exercise, {.suite = "Orders", .name = "Any", .file = {}}));
  EXPECT_TRUE(is_explored(exercise, {.suite = "Total", .name = "IsWhole", .file = {}}));
  EXPECT_FALSE(is_explored(exercise, {.suite = "Total", .name = "Other", .file = {}}));

  EXPECT_EQ(error_of(with(points, "")), "1: missing key 'schedules'");
  EXPECT_EQ(error_of(with("races = 20", "[schedules]\ntests = [\"A\"]\neach = 1\n")),
            "24: [schedules] is of no use without 'schedules' in [points]");
  EXPECT_EQ(error_of(with(points, "[schedules]\ntests = []\neach = 1\n")),
            "26: 'tests' in [schedules] must name a suite or a test");
  EXPECT_EQ(error_of(with(points, "[schedules]\ntests = [\"A\"]\neach = 0\n")),
            "27: 'each' in [schedules] must be an integer from 1 to 100000");
}

TEST(ManifestTest, ReadsWhatIsForbiddenWithItsHint) {
  const Exercise exercise = read(
      good_but("[points]", "[[forbid]]\nname = \"sleep_for\"\nhint = \"wait instead\"\n[points]"));
  ASSERT_EQ(exercise.forbid.size(), 1U);
  EXPECT_EQ(exercise.forbid[0].name, "sleep_for");
  EXPECT_EQ(exercise.forbid[0].hint, "wait instead");
  EXPECT_EQ(error_with("[points]", "[[forbid]]\nname = \"a\"\n[points]"),
            "5: missing key 'hint' in [[forbid]]");
}

TEST(ManifestTest, NamesWhatIsMissing) {
  EXPECT_EQ(error_of(""), "1: missing key 'title'");
  EXPECT_EQ(error_with("tests = 55\n", ""), "5: missing key 'tests' in [points]");
  EXPECT_EQ(error_with("name = \"Total\"\n", ""), "14: missing key 'name' in [[suite]]");
  EXPECT_EQ(error_with("bound = \"cpu\"\n", ""), "18: missing key 'bound' in [[speed]]");
}

TEST(ManifestTest, NamesTheLineThatIsNoToml) {
  EXPECT_TRUE(error_with("teaches = [", "teaches = ").starts_with("2: "))
      << error_with("teaches = [", "teaches = ");
}

TEST(ManifestTest, SumsMustBeRight) {
  EXPECT_EQ(error_with("races = 20", "races = 21"),
            "5: [points] add up to 101, not to 100 or a multiple of it");
  EXPECT_EQ(error_with("points = 30", "points = 31"),
            "5: the points of [[suite]] add up to 56, but [points] gives tests = 55");
  EXPECT_EQ(error_with("none = 0.30\npoints = 25", "none = 0.30\npoints = 24"),
            "5: the points of [[speed]] add up to 24, but [points] gives speed = 25");
}

TEST(ManifestTest, NumbersMustBeInTheirRange) {
  EXPECT_EQ(error_with("tests = 55", "tests = 0"),
            "6: 'tests' in [points] must be an integer from 1 to 1000");
  EXPECT_EQ(error_with("races = 20", "races = -1"),
            "7: 'races' in [points] must be an integer from 0 to 1000");
  EXPECT_EQ(error_with("races = 20", "races = 20.0"),
            "7: 'races' in [points] must be an integer from 0 to 1000");
  EXPECT_EQ(error_with("full = 0.80", "full = 1.01"),
            "21: 'full' in [[speed]] must be a number from 0 to 1");
  EXPECT_EQ(error_with("full = 0.80", "full = nan"),
            "21: 'full' in [[speed]] must be a number from 0 to 1");
  EXPECT_EQ(error_with("full = 0.80", "full = 0.80\nworkers = 1"),
            "22: 'workers' in [[speed]] must be an integer from 2 to 1024");
  EXPECT_EQ(error_with("none = 0.30", "none = 0.80"), "22: 'none' must be below 'full'");
  EXPECT_EQ(error_with("\"cpu\"", "\"ceiling\""),
            "21: 'full' must be below 'none' where bound is ceiling: a gain up to 'full' earns all "
            "points, one above 'none' earns none");
}

TEST(ManifestTest, TextsMustBeTexts) {
  const std::string title = "title = \"Locks: a bank that loses no money\"";
  EXPECT_EQ(error_with(title, "title = \"\""), "1: 'title' must be a text that is not empty");
  EXPECT_EQ(error_with(title, "title = 3"), "1: 'title' must be a text that is not empty");
  EXPECT_EQ(error_with("teaches = [\"A10\", \"B8\"]", "teaches = \"A10\""),
            "2: 'teaches' must be a list of texts");
  EXPECT_EQ(error_with("\"B8\"", "8"), "2: 'teaches' must be a list of texts");
  EXPECT_EQ(error_with("\"B8\"", "\"A10\""), "2: 'A10' stands twice in 'teaches'");
  EXPECT_EQ(error_with("\"cpu\"", "\"gpu\""),
            "20: bound 'gpu' is unknown; known are cpu, io, ceiling, floor");
}

TEST(ManifestTest, NamesMustBeDifferent) {
  EXPECT_EQ(error_with("name = \"Total\"", "name = \"Transfer\""),
            "14: suite 'Transfer' stands twice");
  const std::string row =
      "[[speed]]\nrow = \"total\"\nbound = \"cpu\"\nfull = 1\nnone = 0\npoints = 5\n";
  EXPECT_EQ(error_of(good_but("none = 0.30\npoints = 25\n", "none = 0.30\npoints = 20\n" + row)),
            "24: speed row 'total' stands twice");
}

TEST(ManifestTest, TablesMustBeWrittenAsTables) {
  EXPECT_EQ(error_of("title = \"T\"\nteaches = []\nsubmit = [\"a.cpp\"]\npoints = 100\n"),
            "4: 'points' must be written as [points]");
  EXPECT_EQ(error_with("[[suite]]\nname = \"Transfer\"\npoints = 25\n\n[[suite]]", "[suite]"),
            "10: 'suite' must be written as [[suite]]");
}

TEST(ManifestTest, SubmitFilesMustBePlainNamesOfSources) {
  EXPECT_EQ(error_with("[\"bank.cpp\"]", "[]"), "3: 'submit' must name one or two files");
  EXPECT_EQ(error_with("[\"bank.cpp\"]", "[\"a.cpp\", \"b.cpp\", \"c.cpp\"]"),
            "3: 'submit' must name one or two files");
  for (const char* name :
       {"../bank.cpp", "/etc/bank.cpp", "a/bank.cpp", ".bank.cpp", "bank.txt", "bank"}) {
    EXPECT_EQ(error_with("bank.cpp", name), "3: submit file '" + std::string(name) +
                                                "' must be a plain name ending in .cpp or .hpp, or "
                                                "in .md if it is the second one");
  }
}

TEST(ManifestTest, PermissionsMustBeKnown) {
  EXPECT_EQ(error_with("submit", "allow = [\"files\", \"root\"]\nsubmit"),
            "3: permission 'root' is unknown; known are files, network, processes, shared-memory");
}

TEST(ManifestTest, TheFolderMustBeNamedLikeAnExercise) {
  for (const char* name : {"3-locks", "locks", "03locks", "03-", "03_locks", "x3-locks"}) {
    EXPECT_EQ(error_of(kGood, std::filesystem::path("/course/exercises") / name),
              "1: the folder must be named like 03-locks")
        << name;
  }
}

}  // namespace
}  // namespace course
