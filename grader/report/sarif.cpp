#include "report/sarif.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "report/finding_words.hpp"
#include "report/issues.hpp"
#include "report/places.hpp"
#include "report/printable.hpp"

namespace report {
namespace {

using Json = nlohmann::ordered_json;
using judge::Finding;

// A path as a URI reference (RFC 3986): what is neither unreserved nor a slash
// is written in hexadecimal.
std::string uri(const std::string& path) {
  constexpr std::string_view kPlain = "-._~/";
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= '0' && byte <= '9');
    text += letter || kPlain.find(c) != std::string_view::npos ? std::string(1, c)
                                                               : fmt::format("%{:02X}", byte);
  }
  return text;
}

Json location(const judge::Place& place, const Report& report, const course::Exercise& exercise) {
  judge::Place file = place;
  file.line = 0;
  Json physical{{"artifactLocation", {{"uri", uri(path_of(file, report, exercise))}}}};
  if (place.line > 0) {
    physical["region"] = {{"startLine", place.line}};
  }
  Json whole{{"physicalLocation", physical}};
  if (!place.note.empty()) {
    whole["message"] = {{"text", printable_line(place.note)}};
  }
  return whole;
}

Json result(const Issue& issue, const Report& report, const course::Exercise& exercise) {
  const Finding& finding = *issue.finding;
  std::string text = what_happened(finding);
  if (!finding.advice.empty()) {
    text += ". Try: " + printable_line(finding.advice);
  }
  Json json{{"ruleId", judge::name(finding.verdict)},
            {"level", judge::undecided(finding.verdict) ? "note" : "error"},
            {"message", {{"text", text}}}};
  Json locations = Json::array();
  for (const judge::Place& place : places_of(finding, exercise)) {
    locations.push_back(location(place, report, exercise));
  }
  if (!locations.empty()) {
    json["locations"] = Json::array({locations.front()});
    locations.erase(0);
    if (!locations.empty()) {
      json["relatedLocations"] = locations;
    }
  }
  json["properties"] = {{"exercise", printable_line(exercise.id)}, {"seenIn", seen_in(issue)}};
  return json;
}

}  // namespace

std::string sarif(const Report& report) {
  Json results = Json::array();
  std::set<std::string_view> names;
  for (const ExerciseReport& graded : report.exercises) {
    for (const Issue& issue : issues(graded.findings)) {
      if (!judge::is_not_written_yet(*issue.finding)) {
        results.push_back(result(issue, report, graded.exercise));
        names.insert(judge::name(issue.finding->verdict));
      }
    }
  }
  Json rules = Json::array();
  for (const std::string_view name : names) {
    rules.push_back({{"id", name}});
  }
  const Json whole{
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs",
       Json::array(
           {{{"tool",
              {{"driver",
                {{"name", "grader/grade"}, {"version", report.grader_version}, {"rules", rules}}}}},
             {"columnKind", "unicodeCodePoints"},
             {"results", results}}})}};
  return whole.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace report
