// main() of every benchmark program of the course.
//
// Registers each speed row as three Google Benchmarks (see speed_row.hpp). With
// the grader on the line it answers two requests:
//   {"request": "fit", "row": R, "workers": W, "fastest": F} finds a size with which yours, if it
//     is F times as fast as the serial program, still takes long enough to be timed:
//     {"kind": "fit", "size", "process_cpu_ns"}
//   {"request": "round", "row": R, "workers": W, "seed": S} times one round in random order:
//     {"kind": "round", "serial_ns", "attainable_ns", "attainable_work", "yours_ns",
//      "yours_cpu_ns", "process_cpu_ns"}
// and ends when the grader hangs up. An exception or a wrong result of the
// student's code is answered with {"kind": "error", "what": TEXT}, and what a
// call left running or open with {"kind": "left_behind", "what": TEXT}.

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <barrier>
#include <chrono>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/child_call.hpp"
#include "support/guarded_entry.hpp"
#include "support/result_channel.hpp"
#include "support/speed_row.hpp"

namespace course::support {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// Code that is hundreds of times slower than it should be would keep everybody
// waiting for minutes. It is tried on this share of the input first; where it
// takes as long as the serial program for the whole input would, and more, no
// larger input can make it fast. So the small one is enough to show that, unless
// most of it is a wait that does not grow with the input: on twice the input, that
// is only half as many times as slow. A larger input costs no patience then, and
// what the machine allows cannot be measured on a small one.
constexpr std::size_t kProbeShare = 32;
constexpr double kHopeless = 40;
constexpr double kGrowsWithTheInput = 0.75;
// A round on the small input says nothing unless it is still that much slower.
constexpr double kStillHopeless = 4;

// A registered row and what the next benchmark run of it needs to know.
struct Entry {
  std::unique_ptr<SpeedRow> row;
  std::size_t size = 0;  // 0: not fitted yet
  bool small = false;    // true: the size is that of a hopeless probe
  unsigned workers = std::max(1U, std::thread::hardware_concurrency());
  std::uint64_t seed = 0;
  std::optional<std::uint64_t> prepared_seed;
  bool keep_seed = false;  // true: a round's three runs share one input
  nanoseconds yours_cpu{};
  std::string yours_result;
  std::optional<nlohmann::json> mistake;  // the student's, as it is told to the grader
};

nlohmann::json left_behind(const LeftBehind& what) {
  return {{"kind", "left_behind"}, {"what", what.what()}};
}

std::map<std::string, Entry>& entries() {
  static std::map<std::string, Entry> all;
  return all;
}

// Whatever the student's code keeps from one round for the next is gone with
// its process, and what it gave is compared here, where none of it ever ran.
// Its input is the one that was prepared here: where in memory it lies may cost a
// fifth of the time, and does so to all three.
nanoseconds time_yours(Entry& entry) {
  const ChildCall call =
      call_in_child([&] { entry.row->forget_results(); }, [&] { entry.row->yours(entry.workers); },
                    [&] { return entry.row->yours_result(); });
  entry.yours_cpu = call.cpu;
  entry.yours_result = call.result;
  return call.wall;
}

// What yours takes in units of the serial program. What else goes wrong here goes
// wrong in the rounds as well, and is told there; what the first call leaves behind no
// later one may leave again.
double times_as_slow(Entry& entry, std::size_t size) {
  try {
    entry.row->prepare(entry.seed, size);
    const duration<double> serial = entry.row->serial();
    return duration<double>(time_yours(entry)) / serial;
  } catch (const LeftBehind&) {
    throw;
  } catch (const std::exception&) {
    return 0;
  }
}

// On a share of the input, looked at twice.
bool hopeless_already(Entry& entry, std::size_t size) {
  double least = std::numeric_limits<double>::infinity();
  for (int attempt = 0; attempt < 2 && least >= kHopeless; ++attempt) {
    least = std::min(least, times_as_slow(entry, size));
  }
  return least >= kHopeless && times_as_slow(entry, 2 * size) >= kGrowsWithTheInput * least;
}

// Grows the size until yours, at its fastest, still takes a long enough stretch.
// `fastest`: yours may be so many times as fast as the serial program.
void fit(Entry& entry, unsigned fastest) {
  const std::optional<Fit> row = entry.row->fit();
  entry.size = row ? row->guess : 1;
  entry.small = false;
  entry.prepared_seed.reset();
  if (!row) {
    return;
  }
  const nanoseconds wanted = row->stretch * fastest;
  for (int attempt = 0; attempt < 8; ++attempt) {
    entry.row->prepare(entry.seed, entry.size);
    const double ratio = duration<double>(wanted) / duration<double>(entry.row->serial());
    if (ratio > 0.67 && ratio <= 1.0) {
      return;
    }
    const double next = static_cast<double>(entry.size) * std::clamp(ratio * 1.1, 0.02, 50.0);
    entry.size = std::max<std::size_t>(1, static_cast<std::size_t>(next));
  }
}

void prepare(Entry& entry) {
  if (entry.size == 0) {
    fit(entry, entry.workers);
  }
  if (!entry.keep_seed) {
    ++entry.seed;
  }
  if (entry.prepared_seed != entry.seed) {
    entry.row->prepare(entry.seed, entry.size);
    entry.prepared_seed = entry.seed;
  }
}

template <class Run>
void time_once(benchmark::State& state, Entry& entry, const Run& run) {
  for (auto _ : state) {
    try {
      prepare(entry);
      state.SetIterationTime(duration<double>(run(entry)).count());
    } catch (const LeftBehind& what) {
      entry.mistake = left_behind(what);
      state.SkipWithError(what.what());
      return;
    } catch (const std::exception& error) {
      entry.mistake = {{"kind", "error"}, {"what", error.what()}};
      state.SkipWithError(error.what());
      return;
    }
  }
}

nanoseconds serial(Entry& entry) { return entry.row->serial(); }

nanoseconds attainable(Entry& entry) { return entry.row->attainable(entry.workers); }

constexpr const char* kWrong = "the result differs from the serial program's";

// A round's result is compared at its end, once the serial program has had its
// turn anyway.
nanoseconds yours(Entry& entry) {
  const nanoseconds taken = time_yours(entry);
  if (!entry.keep_seed && !entry.row->is_right(entry.yours_result)) {
    throw std::runtime_error(kWrong);
  }
  return taken;
}

// Catches the one run of a benchmark instead of printing it.
class Catch : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& /*context*/) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      seconds_ = run.real_accumulated_time;
    }
  }
  nanoseconds taken() const { return std::chrono::round<nanoseconds>(duration<double>(seconds_)); }

 private:
  double seconds_ = 0;
};

nanoseconds run_benchmark(const std::string& name) {
  Catch caught;
  if (benchmark::RunSpecifiedBenchmarks(&caught, "^" + name + "/iterations:1/manual_time$") != 1) {
    throw std::logic_error("no benchmark " + name);
  }
  return caught.taken();
}

// CPU time of this process and of the children that it has waited for.
nanoseconds process_cpu() {
  nanoseconds sum{0};
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    getrusage(who, &usage);
    for (const timeval& time : {usage.ru_utime, usage.ru_stime}) {
      sum += std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
    }
  }
  return sum;
}

nlohmann::json timed_round(const std::string& name, Entry& entry, std::uint64_t seed) {
  entry.seed = seed;
  entry.keep_seed = true;
  entry.mistake.reset();
  std::array<std::string, 3> order{"serial", "attainable", "yours"};
  std::shuffle(order.begin(), order.end(), std::mt19937_64(seed));
  nlohmann::json answer;
  for (const std::string& what : order) {
    answer[what + "_ns"] = run_benchmark(name + "/" + what).count();
    if (entry.mistake) {
      return *entry.mistake;
    }
  }
  if (!entry.row->is_right(entry.yours_result)) {
    return {{"kind", "error"}, {"what", kWrong}};
  }
  answer["kind"] = "round";
  answer["attainable_work"] = entry.row->attainable_work(entry.workers);
  answer["yours_cpu_ns"] = entry.yours_cpu.count();
  answer["process_cpu_ns"] = process_cpu().count();
  return answer;
}

bool is_hopeless(const nlohmann::json& round) {
  return round["yours_ns"].get<double>() >= kStillHopeless * round["serial_ns"].get<double>();
}

nlohmann::json one_round(const std::string& name, Entry& entry, std::uint64_t seed) {
  nlohmann::json round = timed_round(name, entry, seed);
  if (entry.small && round["kind"] == "round" && !is_hopeless(round)) {
    entry.size *= kProbeShare;
    entry.small = false;
    entry.prepared_seed.reset();
    return timed_round(name, entry, seed);
  }
  return round;
}

nlohmann::json fit_for_rounds(Entry& entry, unsigned fastest) {
  fit(entry, fastest);
  const std::size_t small = entry.size / kProbeShare;
  try {
    if (entry.row->fit() && small > 0 && hopeless_already(entry, small)) {
      entry.size = small;
      entry.small = true;
    }
  } catch (const LeftBehind& what) {
    return left_behind(what);
  }
  return {{"kind", "fit"}, {"size", entry.size}, {"process_cpu_ns", process_cpu().count()}};
}

nlohmann::json answer(const nlohmann::json& request) {
  const std::string name = request.at("row");
  const auto found = entries().find(name);
  if (found == entries().end()) {
    return {{"kind", "error"}, {"what", "no speed row named " + name}};
  }
  Entry& entry = found->second;
  entry.workers = request.at("workers");
  return request.at("request") == "fit" ? fit_for_rounds(entry, request.at("fastest"))
                                        : one_round(name, entry, request.at("seed"));
}

}  // namespace

std::chrono::nanoseconds time_copies(unsigned workers, const std::function<void()>& work) {
  std::chrono::steady_clock::time_point start;
  std::barrier ready(static_cast<std::ptrdiff_t>(workers),
                     [&]() noexcept { start = std::chrono::steady_clock::now(); });
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < workers; ++i) {
      threads.emplace_back([&] {
        ready.arrive_and_wait();
        work();
      });
    }
  }
  return std::chrono::steady_clock::now() - start;
}

std::string bytes_of(const nlohmann::json& value) {
  const std::vector<std::uint8_t> bytes = nlohmann::json::to_cbor(value);
  return {bytes.begin(), bytes.end()};
}

nlohmann::json value_of(const std::string& bytes) { return nlohmann::json::from_cbor(bytes); }

bool register_row(std::string name, std::unique_ptr<SpeedRow> row) {
  Entry& entry = entries()[name];
  entry.row = std::move(row);
  const auto add = [&](const char* what, nanoseconds (*run)(Entry&)) {
    benchmark::RegisterBenchmark(
        (name + "/" + what).c_str(),
        [&entry, run](benchmark::State& state) { time_once(state, entry, run); })
        ->UseManualTime()
        ->Iterations(1)
        ->Unit(benchmark::kMillisecond);
  };
  add("serial", serial);
  add("attainable", attainable);
  add("yours", yours);
  return true;
}

}  // namespace course::support

int main(int argc, char** argv) {
  if (const std::optional<int> code = course::support::enter_guarded(argc, argv)) {
    return *code;
  }
  namespace channel = course::support::result_channel;
  benchmark::Initialize(&argc, argv);
  if (channel::is_open()) {
    while (const auto request = channel::receive()) {
      channel::send(course::support::answer(*request));
    }
    return 0;
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
