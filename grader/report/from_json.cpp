#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "report/json.hpp"
#include "report/wording.hpp"

// The readers below throw std::runtime_error (or nlohmann's exceptions, which
// are turned into it) for whatever is missing or of another type.

namespace report {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& what) {
  throw std::runtime_error("this is no report of version report/v1: " + what);
}

std::string text(const Json& json, const char* key) { return json.at(key).get<std::string>(); }

// nlohmann would wrap a number that is too large, and cut a fraction off.
template <class Integer>
Integer integer(const Json& json, const char* key) {
  const Json& value = json.at(key);
  const bool large = value.is_number_unsigned() &&
                     value.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max();
  if (!value.is_number_integer() || large || !std::in_range<Integer>(value.get<std::int64_t>())) {
    refuse(std::string(key) + " is no number that fits");
  }
  return static_cast<Integer>(value.get<std::int64_t>());
}

// Bounded, so that sums of points stay in range.
int points(const Json& json, const char* key) {
  const int value = integer<int>(json, key);
  if (value < 0 || value > 100'000) {
    refuse(std::string(key) + " is no number of points");
  }
  return value;
}

double number(const Json& json, const char* key) {
  const Json& value = json.at(key);
  if (value.is_null()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (!value.is_number()) {
    refuse(std::string(key) + " is no number");
  }
  return value.get<double>();
}

template <class Read>
auto list(const Json& json, const char* key, Read read) {
  if (!json.at(key).is_array()) {
    refuse(std::string(key) + " is no list");
  }
  std::vector<decltype(read(json))> values;
  for (const Json& value : json.at(key)) {
    values.push_back(read(value));
  }
  return values;
}

std::vector<std::string> texts(const Json& json, const char* key) {
  return list(json, key, [](const Json& value) { return value.get<std::string>(); });
}

course::Part part(const Json& json) {
  const std::string name = text(json, "part");
  for (const course::Part part : course::kParts) {
    if (name == course::name(part)) {
      return part;
    }
  }
  refuse("there is no part \"" + name + "\"");
}

course::Bound bound(const Json& json) {
  const std::string name = text(json, "bound");
  const std::optional<course::Bound> bound = course::bound_named(name);
  if (!bound) {
    refuse("there is no bound \"" + name + "\"");
  }
  return *bound;
}

course::Visibility visibility(const Json& json) {
  const std::string name = json.contains("visibility") ? text(json, "visibility") : "visible";
  const std::optional<course::Visibility> visibility = course::visibility_named(name);
  if (!visibility) {
    refuse("there is no visibility \"" + name + "\"");
  }
  return *visibility;
}

template <std::size_t I = 0>
judge::Verdict verdict_named(const std::string& name) {
  if constexpr (I < std::variant_size_v<judge::Verdict>) {
    judge::Verdict verdict{std::in_place_index<I>};
    return judge::name(verdict) == name ? verdict : verdict_named<I + 1>(name);
  } else {
    refuse("there is no verdict \"" + name + "\"");
  }
}

judge::Verdict verdict(const Json& json) {
  judge::Verdict verdict = verdict_named(text(json, "name"));
  if (auto* crashed = std::get_if<judge::Crashed>(&verdict)) {
    crashed->signal = integer<int>(json, "signal");
  } else if (auto* leaked = std::get_if<judge::Leaked>(&verdict)) {
    leaked->what = text(json, "what");
  } else if (auto* forbidden = std::get_if<judge::Forbidden>(&verdict)) {
    forbidden->what = text(json, "what");
  } else if (auto* not_measured = std::get_if<judge::NotMeasured>(&verdict)) {
    not_measured->why = text(json, "why");
  }
  return verdict;
}

judge::Interval interval(const Json& json) {
  return {.low = number(json, "low"), .high = number(json, "high")};
}

judge::Round round(const Json& json) {
  return {.serial = number(json, "serial"),
          .attainable = number(json, "attainable"),
          .yours = number(json, "yours"),
          .yours_cpu = number(json, "yours_cpu"),
          .foreign = number(json, "foreign")};
}

judge::SpeedMeasure speed(const Json& json) {
  return {.bound = bound(json),
          .workers = integer<unsigned>(json, "workers"),
          .full = number(json, "full"),
          .none = number(json, "none"),
          .speedup = number(json, "speedup"),
          .attainable = number(json, "attainable"),
          .attainable_interval = interval(json.at("attainable_interval")),
          .gain = number(json, "gain"),
          .gain_interval = interval(json.at("gain_interval")),
          .cpu_share = number(json, "cpu_share"),
          .foreign_load = number(json, "foreign_load"),
          .rounds = list(json, "rounds", round)};
}

judge::Place place(const Json& json) {
  return {.file = text(json, "file"),
          .line = integer<int>(json, "line"),
          .note = text(json, "note"),
          .source = text(json, "source")};
}

judge::Span span(const Json& json) {
  return {.from_ms = number(json, "from_ms"),
          .to_ms = number(json, "to_ms"),
          .what = text(json, "what")};
}

judge::Lane lane(const Json& json) {
  return {.name = text(json, "name"), .spans = list(json, "spans", span)};
}

judge::Timeline timeline(const Json& json) {
  return {.title = text(json, "title"),
          .lanes = list(json, "lanes", lane),
          .drawing = texts(json, "drawing")};
}

judge::ScheduleStep step(const Json& json) {
  return {.thread = integer<unsigned>(json, "thread"),
          .what = text(json, "what"),
          .place = place(json.at("place"))};
}

judge::Exploration exploration(const Json& json) {
  return {.schedules = integer<unsigned>(json, "schedules"),
          .seed = text(json, "seed"),
          .steps = list(json, "steps", step),
          .drawing = texts(json, "drawing")};
}

judge::Finding finding(const Json& json) {
  judge::Finding finding{.verdict = verdict(json.at("verdict")),
                         .part = part(json),
                         .subject = text(json, "subject"),
                         .headline = text(json, "headline"),
                         .places = list(json, "places", place),
                         .advice = text(json, "advice"),
                         .again = text(json, "again"),
                         .evidence = text(json, "evidence"),
                         .took = std::chrono::milliseconds(integer<std::int64_t>(json, "took_ms")),
                         .speed = std::nullopt};
  if (json.contains("speed")) {
    finding.speed = speed(json.at("speed"));
  }
  if (json.contains("exploration")) {
    finding.exploration = exploration(json.at("exploration"));
  }
  if (json.contains("timeline")) {
    finding.timeline = timeline(json.at("timeline"));
  }
  return finding;
}

course::Exercise exercise(const Json& json) {
  const Json& each = json.at("points");
  return {.id = text(json, "id"),
          .number = text(json, "number"),
          .name = text(json, "name"),
          .title = text(json, "title"),
          .folder = {},
          .teaches = texts(json, "teaches"),
          .submit = texts(json, "submit"),
          .allow = texts(json, "allow"),
          .points = {.tests = points(each, "tests"),
                     .races = points(each, "races"),
                     .schedules = points(each, "schedules"),
                     .speed = points(each, "speed"),
                     .report = each.contains("report") ? points(each, "report") : 0},
          .suites = list(json, "suites",
                         [](const Json& suite) {
                           return course::Suite{.name = text(suite, "name"),
                                                .points = points(suite, "points"),
                                                .visibility = visibility(suite)};
                         }),
          .speed = list(json, "speed", [](const Json& row) {
            return course::SpeedRow{.name = text(row, "name"),
                                    .bound = bound(row),
                                    .workers = integer<unsigned>(row, "workers"),
                                    .full = number(row, "full"),
                                    .none = number(row, "none"),
                                    .points = points(row, "points")};
          })};
}

score::Grade grade(const Json& json) {
  return {.parts = list(json, "parts",
                        [](const Json& each) {
                          return score::PartGrade{.part = part(each),
                                                  .earned = points(each, "earned"),
                                                  .possible = points(each, "possible"),
                                                  .not_measured = points(each, "not_measured"),
                                                  .visibility = visibility(each)};
                        }),
          .verdict = verdict(json.at("verdict"))};
}

ExerciseReport exercise_report(const Json& json) {
  return {.exercise = exercise(json.at("exercise")),
          .grade = grade(json.at("grade")),
          .findings = list(json, "findings", finding),
          .seconds = number(json, "seconds")};
}

Report whole(const Json& json) {
  if (!json.is_object() || !json.contains("schema")) {
    refuse("it does not say which schema it follows");
  }
  if (const std::string schema = text(json, "schema"); schema != "report/v1") {
    refuse("it follows the schema \"" + schema + "\"");
  }
  const Json& machine = json.at("machine");
  return {.grader_version = text(json, "grader_version"),
          .submission = text(json, "submission"),
          .started = text(json, "started"),
          .seconds = number(json, "seconds"),
          .machine = {.system = text(machine, "system"),
                      .compiler = text(machine, "compiler"),
                      .cpus = integer<unsigned>(machine, "cpus"),
                      .isolation = text(machine, "isolation"),
                      .node = machine.contains("node") ? text(machine, "node") : ""},
          .exercises = list(json, "exercises", exercise_report)};
}

}  // namespace

Report from_json(const std::string& text) {
  try {
    return whole(Json::parse(text));
  } catch (const Json::exception& error) {
    refuse(error.what());
  }
}

}  // namespace report
