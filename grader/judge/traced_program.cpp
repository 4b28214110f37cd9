#include "judge/traced_program.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>

#include "build/symbols.hpp"
#include "judge/interleaving.hpp"
#include "sandbox/descriptor.hpp"
#include "sandbox/machine_load.hpp"
#include "sandbox/thread_cost.hpp"

namespace judge {
namespace {

constexpr std::size_t kMostLog = std::size_t{1} << 30U;
// CPUs that others may keep busy before the clock says nothing.
constexpr double kQuiet = 0.25;
constexpr double kToMs = 1e-6;

std::string read_all(int file) {
  std::string text;
  std::vector<char> part(std::size_t{1} << 20U);
  ::lseek(file, 0, SEEK_SET);
  for (ssize_t got = 0; (got = ::read(file, part.data(), part.size())) > 0;) {
    text.append(part.data(), static_cast<std::size_t>(got));
  }
  return text;
}

struct Recorded {
  sandbox::Run run;
  TraceReading reading;
};

Recorded record(sandbox::Command command, const TraceRuns& runs, bool alone,
                const sandbox::Runner& runner) {
  const sandbox::Descriptor file(::memfd_create("trace", MFD_CLOEXEC));
  if (!file.is_open()) {
    throw std::system_error(errno, std::generic_category(), "memfd_create");
  }
  command.inherited = file.get();
  command.environment["TRACE_FD"] = std::to_string(file.get());
  if (alone) {
    command.environment["TRACE_ALONE"] = "1";
  }
  command.limits.deadline = runs.deadline;
  command.limits.file_bytes = kMostLog;
  Recorded recorded{.run = runner.run(command), .reading = {}};
  if (recorded.run.succeeded()) {
    recorded.reading = read_trace(read_all(file.get()));
  }
  return recorded;
}

std::optional<NoTrace> failure_of(const Recorded& recorded, const TraceRuns& runs) {
  const sandbox::End& end = recorded.run.end;
  const std::string said = recorded.run.errors.empty() ? "" : ":\n" + recorded.run.errors;
  if (const auto* exited = std::get_if<sandbox::Exited>(&end); exited && exited->code != 0) {
    return NoTrace{fmt::format(
        "the program ended with exit code {}; only a run that succeeds tells what it takes{}",
        exited->code, said)};
  }
  if (const auto* signalled = std::get_if<sandbox::Signalled>(&end)) {
    return NoTrace{fmt::format("the program crashed with signal {}; mend that first{}",
                               signalled->signal, said)};
  }
  if (const auto* overran = std::get_if<sandbox::Overran>(&end)) {
    return NoTrace{fmt::format("the program was stopped for {}", overran->what)};
  }
  if (!recorded.run.succeeded()) {
    return NoTrace{fmt::format("the program did not end within {} s; give it less to do",
                               runs.deadline.count())};
  }
  if (recorded.reading.lost > 0) {
    return NoTrace{
        "the program does more with locks and threads than there is room to record (5 million "
        "operations); give it less to do"};
  }
  if (!recorded.reading.log) {
    return NoTrace{
        "the record of the run is not whole: the program must end by returning from main, or by "
        "exit()"};
  }
  return std::nullopt;
}

std::set<std::uint64_t> sites_of(const TraceLog& log) {
  std::set<std::uint64_t> all;
  for (const auto& [number, sites] : log.places) {
    all.insert(sites.begin(), sites.end());
  }
  return all;
}

void add_places(const TraceLog& log, const std::string& program, const std::string& symbolizer,
                const Sources& sources, const sandbox::Runner& runner, TracedProgram& result) {
  const CodeLines lines = build::lines_of(sites_of(log), program, symbolizer, runner);
  for (const auto& [number, sites] : log.places) {
    if (std::optional<Place> place = telling_place(sites, lines, sources)) {
      result.places[number] = std::move(*place);
    }
  }
}

// The quickest of the runs on all CPUs was disturbed least.
struct Runs {
  std::optional<TraceLog> log;
  double work_alone = 0;
  double wall_alone = 0;
  unsigned count = 0;
};

void keep_least(double& least, double value) {
  least = least <= 0 ? value : std::min(least, value);
}

}  // namespace

Timeline timeline_of(const Replay& replay, std::size_t threads, std::size_t cores,
                     std::size_t most) {
  Timeline timeline{.title = fmt::format("Who is at work in the replay on {} {}", cores,
                                         cores == 1 ? "core" : "cores"),
                    .lanes = {},
                    .drawing = {}};
  const double gap = replay.time / 500;  // shorter ones cannot be seen
  for (std::size_t i = 0; i < std::min(threads, most); ++i) {
    timeline.lanes.push_back({.name = fmt::format("T{}", i), .spans = {}});
  }
  const auto add = [&](std::uint32_t thread, double from, double to, const char* what) {
    if (thread >= timeline.lanes.size()) {
      return;
    }
    std::vector<Span>& spans = timeline.lanes[thread].spans;
    if (!spans.empty() && spans.back().what == what &&
        from * kToMs - spans.back().to_ms < gap * kToMs) {
      spans.back().to_ms = std::max(spans.back().to_ms, to * kToMs);
    } else if (to - from >= gap) {
      spans.push_back({.from_ms = from * kToMs, .to_ms = to * kToMs, .what = what});
    }
  };
  for (const ReplayWait& wait : replay.waits) {
    add(wait.thread, wait.from, wait.to, "waits");
  }
  for (const ReplayPiece& piece : replay.pieces) {
    add(piece.thread, piece.from, piece.to, "runs");
  }
  return timeline;
}

std::variant<TracedProgram, NoTrace> trace_program(sandbox::Command command, const TraceRuns& runs,
                                                   const std::string& symbolizer,
                                                   const Sources& sources,
                                                   const sandbox::Runner& runner) {
  const sandbox::MachineLoad load;
  const auto began = std::chrono::steady_clock::now();
  const std::string program = command.arguments.front();
  std::chrono::nanoseconds ours{0};
  Runs all;
  while (all.count < runs.most &&
         (all.count == 0 || std::chrono::steady_clock::now() - began < runs.budget)) {
    for (const bool alone : {false, true}) {
      Recorded recorded = record(command, runs, alone, runner);
      if (std::optional<NoTrace> failure = failure_of(recorded, runs)) {
        return *failure;
      }
      ours += recorded.run.cpu;
      TraceLog& log = *recorded.reading.log;
      if (alone) {
        keep_least(all.work_alone, work_of(log));
        keep_least(all.wall_alone, wall_of(log));
      } else if (!all.log || wall_of(log) < wall_of(*all.log)) {
        all.log = std::move(log);
      }
    }
    ++all.count;
  }
  const double foreign = load.foreign_cpus(ours + sandbox::own_cpu_time());
  const sandbox::ThreadCost cost = sandbox::thread_cost();
  const TraceBurden burden{.start = static_cast<double>(cost.start.count()),
                           .wake = static_cast<double>(cost.wake.count())};
  std::optional<TraceEstimate> estimated = estimate(*all.log, burden);
  if (!estimated) {
    return NoTrace{"what the threads did cannot be replayed"};
  }
  TracedProgram result;
  result.estimate = std::move(*estimated);
  result.burden = burden;
  result.cpus = runs.cpus;
  result.runs = all.count;
  result.foreign = foreign;
  result.wall_on_all = wall_of(*all.log);
  result.wall_alone = all.wall_alone;
  const TraceModel model = model_of(*all.log, result.estimate.pooled > 0);
  const Replay here = replay(model, runs.cpus, {}, /*keep_pieces=*/true);
  result.timeline = timeline_of(here, model.threads.size(), runs.cpus);
  result.inflation = inflation(all.work_alone, result.estimate.work, result.wall_on_all, here.time);
  result.recording =
      static_cast<double>(records_of(*all.log)) * all.log->cost / result.estimate.work;
  for (const TracedThread& thread : model.threads) {
    result.threads.push_back({.place = thread.place, .process = thread.process});
  }
  if (foreign <= kQuiet && runs.cpus > 1) {
    result.measured = result.wall_alone / result.wall_on_all;
  }
  add_places(*all.log, program, symbolizer, sources, runner, result);
  return result;
}

}  // namespace judge
