#include "report/json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/wording.hpp"

namespace report {
namespace {

using Json = nlohmann::ordered_json;  // keys stay in the order in which a reader wants them

// JSON has no NaN and no Infinity; null says the same: not known.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json interval(const judge::Interval& interval) {
  return {{"low", number(interval.low)}, {"high", number(interval.high)}};
}

Json verdict(const judge::Verdict& verdict) {
  Json json{{"name", judge::name(verdict)}};
  if (const auto* crashed = std::get_if<judge::Crashed>(&verdict)) {
    json["signal"] = crashed->signal;
  } else if (const auto* leaked = std::get_if<judge::Leaked>(&verdict)) {
    json["what"] = leaked->what;
  } else if (const auto* forbidden = std::get_if<judge::Forbidden>(&verdict)) {
    json["what"] = forbidden->what;
  } else if (const auto* not_measured = std::get_if<judge::NotMeasured>(&verdict)) {
    json["why"] = not_measured->why;
  }
  return json;
}

Json speed(const judge::SpeedMeasure& speed) {
  Json rounds = Json::array();
  for (const judge::Round& round : speed.rounds) {
    rounds.push_back({{"serial", number(round.serial)},
                      {"attainable", number(round.attainable)},
                      {"yours", number(round.yours)},
                      {"yours_cpu", number(round.yours_cpu)},
                      {"foreign", number(round.foreign)}});
  }
  return {{"bound", course::name(speed.bound)},
          {"workers", speed.workers},
          {"full", number(speed.full)},
          {"none", number(speed.none)},
          {"speedup", number(speed.speedup)},
          {"attainable", number(speed.attainable)},
          {"attainable_interval", interval(speed.attainable_interval)},
          {"gain", number(speed.gain)},
          {"gain_interval", interval(speed.gain_interval)},
          {"cpu_share", number(speed.cpu_share)},
          {"foreign_load", number(speed.foreign_load)},
          {"rounds", rounds}};
}

Json timeline(const judge::Timeline& timeline) {
  Json lanes = Json::array();
  for (const judge::Lane& lane : timeline.lanes) {
    Json spans = Json::array();
    for (const judge::Span& span : lane.spans) {
      spans.push_back(
          {{"from_ms", number(span.from_ms)}, {"to_ms", number(span.to_ms)}, {"what", span.what}});
    }
    lanes.push_back({{"name", lane.name}, {"spans", spans}});
  }
  return {{"title", timeline.title}, {"lanes", lanes}, {"drawing", timeline.drawing}};
}

Json place(const judge::Place& place) {
  return {
      {"file", place.file}, {"line", place.line}, {"note", place.note}, {"source", place.source}};
}

Json exploration(const judge::Exploration& exploration) {
  Json steps = Json::array();
  for (const judge::ScheduleStep& step : exploration.steps) {
    steps.push_back({{"thread", step.thread}, {"what", step.what}, {"place", place(step.place)}});
  }
  return {{"schedules", exploration.schedules},
          {"seed", exploration.seed},
          {"steps", steps},
          {"drawing", exploration.drawing}};
}

Json finding(const judge::Finding& finding) {
  Json places = Json::array();
  for (const judge::Place& each : finding.places) {
    places.push_back(place(each));
  }
  Json json{{"part", course::name(finding.part)},
            {"subject", finding.subject},
            {"verdict", verdict(finding.verdict)},
            {"headline", finding.headline},
            {"places", places},
            {"advice", finding.advice},
            {"again", finding.again},
            {"evidence", finding.evidence},
            {"took_ms", finding.took.count()}};
  if (finding.speed) {
    json["speed"] = speed(*finding.speed);
  }
  if (finding.exploration) {
    json["exploration"] = exploration(*finding.exploration);
  }
  if (finding.timeline) {
    json["timeline"] = timeline(*finding.timeline);
  }
  return json;
}

Json points(const course::Points& points) {
  Json json{{"tests", points.tests},
            {"races", points.races},
            {"schedules", points.schedules},
            {"speed", points.speed}};
  if (points.report > 0) {
    json["report"] = points.report;
  }
  return json;
}

// What is not named is visible.
void add_visibility(Json& json, course::Visibility visibility) {
  if (visibility != course::Visibility::visible) {
    json["visibility"] = course::name(visibility);
  }
}

Json exercise(const course::Exercise& exercise) {
  Json suites = Json::array();
  for (const course::Suite& suite : exercise.suites) {
    suites.push_back({{"name", suite.name}, {"points", suite.points}});
    add_visibility(suites.back(), suite.visibility);
  }
  Json rows = Json::array();
  for (const course::SpeedRow& row : exercise.speed) {
    rows.push_back({{"name", row.name},
                    {"bound", course::name(row.bound)},
                    {"workers", row.workers},
                    {"full", number(row.full)},
                    {"none", number(row.none)},
                    {"points", row.points}});
  }
  return {{"id", exercise.id},
          {"number", exercise.number},
          {"name", exercise.name},
          {"title", exercise.title},
          {"teaches", exercise.teaches},
          {"submit", exercise.submit},
          {"allow", exercise.allow},
          {"points", points(exercise.points)},
          {"suites", suites},
          {"speed", rows}};
}

// The sums are there for who reads the JSON without this program.
template <class Graded>
Json sums(const Graded& graded) {
  return {{"earned", graded.earned()},
          {"possible", graded.possible()},
          {"not_measured", graded.not_measured()}};
}

Json grade(const score::Grade& grade) {
  Json parts = Json::array();
  for (const score::PartGrade& part : grade.parts) {
    parts.push_back({{"part", course::name(part.part)},
                     {"earned", part.earned},
                     {"possible", part.possible},
                     {"not_measured", part.not_measured}});
    add_visibility(parts.back(), part.visibility);
  }
  return {{"verdict", verdict(grade.verdict)}, {"points", sums(grade)}, {"parts", parts}};
}

Json exercise_report(const ExerciseReport& graded) {
  Json findings = Json::array();
  for (const judge::Finding& each : graded.findings) {
    findings.push_back(finding(each));
  }
  return {{"exercise", exercise(graded.exercise)},
          {"grade", grade(graded.grade)},
          {"seconds", number(graded.seconds)},
          {"findings", findings}};
}

}  // namespace

std::string json(const Report& report) {
  Json exercises = Json::array();
  for (const ExerciseReport& each : report.exercises) {
    exercises.push_back(exercise_report(each));
  }
  Json machine{{"system", report.machine.system},
               {"compiler", report.machine.compiler},
               {"cpus", report.machine.cpus},
               {"isolation", report.machine.isolation}};
  if (!report.machine.node.empty()) {
    machine["node"] = report.machine.node;
  }
  const Json whole{{"schema", "report/v1"},
                   {"grader_version", report.grader_version},
                   {"submission", report.submission},
                   {"started", report.started},
                   {"seconds", number(report.seconds)},
                   {"points", sums(report)},
                   {"machine", machine},
                   {"exercises", exercises}};
  // ASCII only, so that not even a look at the file steers a terminal. Bytes that
  // are not UTF-8 become U+FFFD.
  return whole.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace report
