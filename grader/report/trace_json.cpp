#include "report/trace_json.hpp"

#include <nlohmann/json.hpp>

#include "report/printable.hpp"
#include "report/trace_text.hpp"

namespace report {
namespace {

using nlohmann::ordered_json;

constexpr double kMs = 1e-6;

ordered_json brackets(const judge::TracedProgram& traced) {
  ordered_json all = ordered_json::array();
  for (const judge::SpeedupBracket& bracket : traced.estimate.brackets) {
    const auto [low, high] = inflated(traced, bracket);
    all.push_back({{"cores", bracket.cores},
                   {"at_least", low},
                   {"at_most", high},
                   {"at_least_without_inflation", bracket.at_least},
                   {"at_most_without_inflation", bracket.at_most}});
  }
  return all;
}

ordered_json chain(const judge::TracedProgram& traced) {
  ordered_json all = ordered_json::array();
  for (const ChainRow& row : chain_rows(traced, 50)) {
    all.push_back({{"ms", row.time * kMs},
                   {"pieces", row.pieces},
                   {"thread", row.who},
                   {"what", row.what},
                   {"source", row.source}});
  }
  return all;
}

ordered_json waits(const judge::TracedProgram& traced) {
  ordered_json all = ordered_json::array();
  for (const judge::TraceWaits& each : traced.estimate.waits) {
    ordered_json by = ordered_json::array();
    for (const std::uint32_t thread : each.by) {
      by.push_back(thread_name(traced, thread));
    }
    all.push_back({{"ms", each.time * kMs},
                   {"times", each.times},
                   {"lock", each.lock},
                   {"at", shown(traced, each.place)},
                   {"by", by}});
  }
  return all;
}

ordered_json lanes(const judge::Timeline& timeline) {
  ordered_json all = ordered_json::array();
  for (const judge::Lane& lane : timeline.lanes) {
    ordered_json spans = ordered_json::array();
    for (const judge::Span& span : lane.spans) {
      spans.push_back({{"from_ms", span.from_ms}, {"to_ms", span.to_ms}, {"what", span.what}});
    }
    all.push_back({{"thread", lane.name}, {"spans", spans}});
  }
  return all;
}

template <class Value>
ordered_json or_null(const std::optional<Value>& value) {
  return value ? ordered_json(*value) : ordered_json();
}

}  // namespace

std::string trace_json(const judge::TracedProgram& traced) {
  const judge::TraceEstimate& estimate = traced.estimate;
  const ordered_json all{
      {"schema", "trace/v1"},
      {"cpus", traced.cpus},
      {"runs", traced.runs},
      {"work_ms", estimate.work * kMs},
      {"span_ms", estimate.span * kMs},
      {"parallelism", estimate.parallelism()},
      {"locked_ms", estimate.locked * kMs},
      {"slept_ms", estimate.slept * kMs},
      {"threads", estimate.threads},
      {"moving_tasks", estimate.pooled},
      {"recording", traced.recording},
      {"speedup", brackets(traced)},
      {"measured",
       {{"speedup", or_null(traced.measured)},
        {"wall_ms", traced.wall_on_all * kMs},
        {"wall_on_one_cpu_ms", traced.wall_alone * kMs},
        {"foreign_cpus", traced.foreign}}},
      {"inflation",
       {{"ratio", or_null(traced.inflation.ratio)}, {"together", traced.inflation.together}}},
      {"burden_us", {{"start", traced.burden.start / 1e3}, {"wake", traced.burden.wake / 1e3}}},
      {"chain", chain(traced)},
      {"waits", waits(traced)},
      {"replay", lanes(traced.timeline)}};
  // What stands in a source line may be no UTF-8.
  return all.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace report
