#include "judge/explorer_log.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

namespace judge {
namespace {

using nlohmann::json;

CallSites call_sites(const json& from) {
  CallSites sites;
  for (const json& each : from.value("at", json::array())) {
    const auto& text = each.get_ref<const std::string&>();
    constexpr std::string_view kPrefix = "0x";
    std::uint64_t address = 0;
    if (text.starts_with(kPrefix)) {
      std::from_chars(text.data() + kPrefix.size(), text.data() + text.size(), address, 16);
    }
    sites.push_back(address);
  }
  return sites;
}

std::optional<unsigned> number(const json& from, const char* key) {
  return from.contains(key) ? std::optional(from.at(key).get<unsigned>()) : std::nullopt;
}

ExplorerStep step(const json& from) {
  return {.thread = from.at("t"),
          .action = from.at("do"),
          .object = from.value("on", 0U),
          .late = from.value("late", false),
          .at = call_sites(from)};
}

ExplorerWait wait(const json& from) {
  return {.thread = from.at("t"),
          .action = from.at("do"),
          .object = from.value("on", 0U),
          .holder = number(from, "holder"),
          .since = number(from, "since"),
          .at = call_sites(from)};
}

ExplorerAccess access(const json& from) {
  return {.thread = from.at("t"),
          .write = from.at("write"),
          .atomic = from.at("atomic"),
          .at = call_sites(from)};
}

template <class Read>
auto list(const json& from, const char* key, const Read& read) {
  std::vector<decltype(read(from))> all;
  for (const json& each : from.value(key, json::array())) {
    all.push_back(read(each));
  }
  return all;
}

ExplorerFailure failure(const json& from) {
  ExplorerFailure failure{.kind = from.at("failure"),
                          .seed = from.at("seed"),
                          .confirmed = from.at("confirmed"),
                          .signal = from.value("signal", 0),
                          .reason = from.value("reason", ""),
                          .said = from.value("said", ""),
                          .skipped = from.value("skipped", 0U),
                          .steps = list(from, "steps", step),
                          .waiting = list(from, "waiting", wait),
                          .race = list(from, "race", access),
                          .lost = std::nullopt,
                          .thrown = std::nullopt};
  if (from.contains("lost")) {
    failure.lost =
        LostWakeup{.object = from.at("lost").at("on"), .step = from.at("lost").at("step")};
  }
  if (from.contains("thrown")) {
    const json& thrown = from.at("thrown");
    failure.thrown = ExplorerThrow{
        .thread = thrown.at("t"), .ends = thrown.at("ends"), .at = call_sites(thrown)};
  }
  return failure;
}

}  // namespace

const ExplorerStep* step_of(const ExplorerFailure& failure, unsigned number) {
  const bool told = number >= failure.skipped && number - failure.skipped < failure.steps.size();
  return told ? &failure.steps[number - failure.skipped] : nullptr;
}

std::optional<ExplorerLine> read_explorer_line(std::string_view line) {
  try {
    const json from = json::parse(line);
    if (from.contains("failure")) {
      return failure(from);
    }
    return ExplorerSummary{.schedules = from.at("schedules"), .failures = from.at("failures")};
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace judge
