#include "judge/trace.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace judge {
namespace {

constexpr std::array<std::size_t, 7> kCores{1, 2, 4, 8, 16, 32, 64};
// Excess below this share of the work: the cores are enough.
constexpr double kEnough = 0.01;

// The longest time that any schedule on `cores` takes, without burdens.
double longest_time(const TraceModel& model, const Replay& all, std::size_t cores) {
  const double work = work_of(model);
  const double chain =
      replay(with_a_worker_for_each_task(without_locked_work(model)), kAllCores).time +
      locked_work_of(model);
  auto p = static_cast<double>(cores);
  double enough = work;
  for (const TracePool& pool : model.pools) {
    p = std::min(p, static_cast<double>(pool.workers));
  }
  const double over = excess(all, cores);
  if (model.pools.empty() && over <= kEnough * work) {
    enough = chain + over;
  }
  return std::min({work, work / p + (1 - 1 / p) * chain, enough});
}

std::vector<ChainLink> links_of(const std::vector<ReplayPiece>& chain) {
  std::vector<ChainLink> links;
  for (const ReplayPiece& piece : chain) {
    const bool same =
        !links.empty() && links.back().thread == piece.thread && links.back().place == piece.place;
    if (!same) {
      links.push_back(
          {.thread = piece.thread, .place = piece.place, .because = piece.because, .time = 0});
    }
    links.back().time += piece.to - piece.from;
  }
  return links;
}

std::vector<TraceWaits> waits_of(const Replay& all) {
  std::map<std::pair<std::uint16_t, bool>, TraceWaits> places;
  for (const ReplayWait& wait : all.waits) {
    TraceWaits& sum = places[{wait.place, wait.lock}];
    sum.place = wait.place;
    sum.lock = wait.lock;
    ++sum.times;
    sum.time += wait.to - wait.from;
    if (std::find(sum.by.begin(), sum.by.end(), wait.by) == sum.by.end()) {
      sum.by.push_back(wait.by);
    }
  }
  std::vector<TraceWaits> sums;
  for (auto& [place, sum] : places) {
    sums.push_back(std::move(sum));
  }
  std::sort(sums.begin(), sums.end(), [](const TraceWaits& a, const TraceWaits& b) {
    return std::pair(b.time, a.place) < std::pair(a.time, b.place);
  });
  return sums;
}

}  // namespace

SpeedupBracket bracket(const TraceModel& model, const Replay& all, std::size_t cores,
                       TraceBurden burden) {
  const double work = work_of(model);
  const double free = replay(model, cores).time;
  const double burdened = replay(model, cores, burden).time;
  const double slowest = std::max(free, longest_time(model, all, cores));
  const double extra = std::max(0.0, burdened - free);
  if (cores == 1 || free <= 0) {
    return {.cores = cores};
  }
  return {.cores = cores,
          .at_least = work / (slowest + extra) * (1 - kTraceDoubt),
          .at_most = work / free * (1 + kTraceDoubt)};
}

std::optional<TraceEstimate> estimate(const TraceLog& log, TraceBurden burden) {
  TraceModel model = model_of(log);
  Replay all = replay(model, kAllCores, {}, /*keep_pieces=*/true);
  if (!all.complete) {  // tasks in another order than this
    model = model_of(log, /*pools=*/false);
    all = replay(model, kAllCores, {}, /*keep_pieces=*/true);
  }
  if (!all.complete || all.time <= 0) {
    return std::nullopt;
  }
  TraceEstimate result{.work = work_of(model),
                       .span = all.time,
                       .locked = locked_work_of(model),
                       .slept = model.slept,
                       .threads = model.threads.size(),
                       .creates = model.creates,
                       .brackets = {},
                       .chain = links_of(longest_chain(all)),
                       .waits = waits_of(all)};
  for (const TracePool& pool : model.pools) {
    result.pooled += pool.tasks.size();
  }
  for (const std::size_t cores : kCores) {
    result.brackets.push_back(bracket(model, all, cores, burden));
  }
  return result;
}

Inflation inflation(double work_alone, double work_on_all, double wall_on_all,
                    double replayed_on_all) {
  Inflation result;
  if (work_alone <= 0 || work_on_all <= 0 || wall_on_all <= 0 || replayed_on_all <= 0) {
    return result;
  }
  const double possible = work_on_all / replayed_on_all - 1;
  if (possible < 0.05) {  // never two at once: nobody to disturb
    result.ratio = 1;
    return result;
  }
  result.together = std::clamp((work_on_all / wall_on_all - 1) / possible, 0.0, 1.0);
  if (result.together >= kTogether) {
    result.ratio = work_on_all / work_alone;
  }
  return result;
}

}  // namespace judge
