#include "report/junit.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "report/finding_words.hpp"
#include "report/issues.hpp"
#include "report/places.hpp"
#include "report/printable.hpp"
#include "report/wording.hpp"

namespace report {
namespace {

using judge::Finding;

// What is printable is Unicode without control characters; XML excludes two more.
std::string xml(std::string text) {
  for (const char* const excluded : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {  // U+FFFE, U+FFFF
    for (std::size_t at = text.find(excluded); at != std::string::npos; at = text.find(excluded)) {
      text.replace(at, 3, "?");
    }
  }
  return text;
}

std::string seconds(double value) {
  return fmt::format("{:.3f}", std::isfinite(value) && value > 0 ? value : 0.);
}

// Of the same finding several times, the later ones get a number.
std::string unique_name(const Finding& finding, std::map<std::string, int>& taken) {
  const std::string kind =
      concerns_a_file(finding) ? std::string("file") : std::string(course::name(finding.part));
  const std::string name = xml(kind + ": " + printable_line(finding.subject));
  const int count = ++taken[name];
  return count == 1 ? name : fmt::format("{} ({})", name, count);
}

bool is_error(const judge::Verdict& verdict) {
  return std::holds_alternative<judge::NotBuilt>(verdict) ||
         std::holds_alternative<judge::NotSubmitted>(verdict) ||
         std::holds_alternative<judge::Crashed>(verdict) ||
         std::holds_alternative<judge::TimedOut>(verdict);
}

std::string whole_text(const Finding& finding, const Report& report,
                       const course::Exercise& exercise) {
  std::string text = what_happened(finding) + "\n";
  for (const std::string& line : places_in_lines(finding, report, exercise)) {
    text += line + "\n";
  }
  if (finding.speed) {
    text += speed_in_numbers(finding) + "\n";
  }
  if (const std::string words = explained(finding); !words.empty()) {
    text += words + "\n";
  }
  if (!finding.advice.empty()) {
    text += "Try: " + printable_line(finding.advice) + "\n";
  }
  if (!finding.again.empty()) {
    text += "Again: " + printable_line(finding.again) + "\n";
  }
  if (!finding.evidence.empty()) {
    text += "\n" + printable(finding.evidence);
  }
  return xml(text);
}

struct Counts {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;
};

void write(pugi::xml_node node, const Counts& counts, double time) {
  node.append_attribute("tests") = counts.tests;
  node.append_attribute("failures") = counts.failures;
  node.append_attribute("errors") = counts.errors;
  node.append_attribute("skipped") = counts.skipped;
  node.append_attribute("time") = seconds(time).c_str();
}

void add_case(pugi::xml_node suite, const Finding& finding, const std::string& name,
              const Report& report, const course::Exercise& exercise, Counts& counts) {
  ++counts.tests;
  pugi::xml_node test = suite.append_child("testcase");
  test.append_attribute("classname") = xml(printable_line(exercise.id)).c_str();
  test.append_attribute("name") = name.c_str();
  test.append_attribute("time") =
      seconds(std::chrono::duration<double>(finding.took).count()).c_str();
  if (judge::passed(finding.verdict)) {
    return;
  }
  const bool unknown = judge::undecided(finding.verdict);
  const bool error = is_error(finding.verdict);
  ++(unknown ? counts.skipped : error ? counts.errors : counts.failures);
  pugi::xml_node what = test.append_child(unknown ? "skipped" : error ? "error" : "failure");
  what.append_attribute("message") = xml(what_happened(finding)).c_str();
  if (!unknown) {
    what.append_attribute("type") = std::string(judge::name(finding.verdict)).c_str();
    what.append_child(pugi::node_pcdata).set_value(whole_text(finding, report, exercise).c_str());
  }
}

void add(Counts& sum, const Counts& more) {
  sum.tests += more.tests;
  sum.failures += more.failures;
  sum.errors += more.errors;
  sum.skipped += more.skipped;
}

}  // namespace

std::string junit(const Report& report) {
  pugi::xml_document document;
  pugi::xml_node all = document.append_child("testsuites");
  all.append_attribute("name") = xml(printable_line(report.submission)).c_str();
  Counts sum;
  for (const ExerciseReport& graded : report.exercises) {
    pugi::xml_node suite = all.append_child("testsuite");
    suite.append_attribute("name") = xml(printable_line(graded.exercise.id)).c_str();
    Counts counts;
    std::map<std::string, int> taken;
    pugi::xml_node properties = suite.append_child("properties");
    for (const auto& [name, value] : {std::pair("earned", graded.grade.earned()),
                                      std::pair("possible", graded.grade.possible()),
                                      std::pair("not_measured", graded.grade.not_measured())}) {
      pugi::xml_node property = properties.append_child("property");
      property.append_attribute("name") = name;
      property.append_attribute("value") = value;
    }
    for (const Finding& finding : graded.findings) {
      add_case(suite, finding, unique_name(finding, taken), report, graded.exercise, counts);
    }
    write(suite, counts, graded.seconds);
    add(sum, counts);
  }
  write(all, sum, report.seconds);
  std::ostringstream text;
  document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
  return text.str();
}

}  // namespace report
