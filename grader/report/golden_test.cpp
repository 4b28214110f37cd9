// What users see, held against grader/tests/golden. GRADER_RECORD_GOLDEN=1
// writes the files anew; the difference is then for a person to read.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "report/annotations.hpp"
#include "report/classroom50.hpp"
#include "report/csv.hpp"
#include "report/example_reports.hpp"
#include "report/gradescope.hpp"
#include "report/hidden_tests.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/junit.hpp"
#include "report/layout.hpp"
#include "report/markdown.hpp"
#include "report/sarif.hpp"
#include "report/terminal.hpp"

namespace report {
namespace {

namespace fs = std::filesystem;

fs::path golden_folder() {
  if (const char* root = std::getenv("COURSE_ROOT")) {
    return fs::path(root) / "grader" / "tests" / "golden";
  }
#ifdef GRADER_SOURCE_DIR
  return fs::path(GRADER_SOURCE_DIR) / "tests" / "golden";
#else
  return "grader/tests/golden";
#endif
}

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  EXPECT_TRUE(stream) << "cannot read " << file;
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The first line that differs says more than two whole files.
std::string first_difference(const std::string& expected, const std::string& actual) {
  const Lines before = lines_of(expected);
  const Lines now = lines_of(actual);
  std::size_t line = 0;
  while (line < before.size() && line < now.size() && before[line] == now[line]) {
    ++line;
  }
  return "line " + std::to_string(line + 1) +
         "\n  golden: " + (line < before.size() ? before[line] : "(the end)") +
         "\n  now:    " + (line < now.size() ? now[line] : "(the end)");
}

void expect_golden(const std::string& name, const std::string& actual) {
  const fs::path file = golden_folder() / name;
  if (const char* record = std::getenv("GRADER_RECORD_GOLDEN"); record != nullptr && *record != 0) {
    std::ofstream(file, std::ios::binary) << actual;
  }
  const std::string expected = content_of(file);
  EXPECT_TRUE(expected == actual) << name << " differs in " << first_difference(expected, actual)
                                  << "\nGRADER_RECORD_GOLDEN=1 records what it is now";
}

struct Situation {
  std::string name;
  std::function<Report()> report;
};

void PrintTo(const Situation& situation, std::ostream* out) { *out << situation.name; }

class GoldenTest : public testing::TestWithParam<Situation> {};

TEST_P(GoldenTest, TheTerminalShowsWhatItAlwaysDid) {
  expect_golden(GetParam().name + ".txt", terminal(GetParam().report(), {}));
}

TEST_P(GoldenTest, TheMarkdownIsWhatItAlwaysWas) {
  expect_golden(GetParam().name + ".md", markdown(GetParam().report()));
}

TEST_P(GoldenTest, TheJsonIsWhatItAlwaysWas) {
  expect_golden(GetParam().name + ".json", json(GetParam().report()));
}

// The other formats say the same in other clothes: three situations are enough.
struct Format {
  std::string ending;
  std::string (*render)(const Report& report);
};

void PrintTo(const Format& format, std::ostream* out) { *out << format.ending; }

Report hidden_for_students() {
  return for_students(examples::hidden_tests(course::Visibility::hidden));
}

TEST(GoldenGradescopeTest, TellsAllOfWhatIsForAfterTheDueDate) {
  expect_golden(
      "after_due_date.gradescope",
      gradescope(for_gradescope(examples::hidden_tests(course::Visibility::after_due_date))));
}

class GoldenFormatTest : public testing::TestWithParam<Format> {};

TEST_P(GoldenFormatTest, IsWhatItAlwaysWas) {
  expect_golden("mixed." + GetParam().ending, GetParam().render(examples::mixed()));
  expect_golden("hostile." + GetParam().ending, GetParam().render(examples::hostile()));
  expect_golden("hidden." + GetParam().ending, GetParam().render(hidden_for_students()));
}

std::string classroom50_of_alice(const Report& report) {
  const std::string repository = "https://github.com/course/concurrency-locks-alice";
  return classroom50(report, {.classroom = "concurrency",
                              .assignment = "locks",
                              .assignment_type = "individual",
                              .owner = "alice",
                              .submission = "submit/2026-01-31T12-00-00Z-a1b2c3d",
                              .commit = repository + "/commit/a1b2c3d",
                              .release = repository + "/releases/tag/submit%2F2026-01-31",
                              .review = repository + "/compare/0000000...a1b2c3d"});
}

INSTANTIATE_TEST_SUITE_P(Formats, GoldenFormatTest,
                         testing::Values(Format{"html", html_page}, Format{"xml", junit},
                                         Format{"sarif", sarif}, Format{"annotations", annotations},
                                         Format{"gradescope", gradescope},
                                         Format{"classroom50", classroom50_of_alice},
                                         Format{"csv", csv}),
                         [](const auto& format) { return format.param.ending; });

INSTANTIATE_TEST_SUITE_P(Situations, GoldenTest,
                         testing::Values(Situation{"all_right", examples::all_right},
                                         Situation{"untouched", examples::untouched},
                                         Situation{"mixed", examples::mixed},
                                         Situation{"hidden", hidden_for_students},
                                         Situation{"hostile", examples::hostile}),
                         [](const auto& situation) { return situation.param.name; });

}  // namespace
}  // namespace report
