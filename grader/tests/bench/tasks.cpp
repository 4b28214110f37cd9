#include "tasks.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <mutex>
#include <string>

namespace peers {
namespace {

using std::chrono::microseconds;
using std::chrono::nanoseconds;

nanoseconds cpu_time_of_this_thread() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + nanoseconds(now.tv_nsec);
}

// At its fastest: whatever disturbs the machine makes it slower.
double steps_in_a_microsecond() {
  constexpr std::uint64_t kSteps = 1'000'000;
  double most = 0;
  for (int attempt = 0; attempt < 10; ++attempt) {
    const auto start = cpu_time_of_this_thread();
    benchmark::DoNotOptimize(walk(1, kSteps));
    const std::chrono::duration<double, std::micro> took = cpu_time_of_this_thread() - start;
    most = std::max(most, kSteps / took.count());
  }
  return most;
}

// Tasks of `shortest` times 1 to `longest_by_shortest`.
Batch walks(const std::string& name, std::size_t tasks, microseconds shortest,
            std::uint64_t longest_by_shortest) {
  static const double steps = steps_in_a_microsecond();
  Batch batch{.name = name, .task = walk, .sizes = {}};
  for (std::size_t i = 0; i < tasks; ++i) {
    const auto length = static_cast<double>(walk(i, 1) % longest_by_shortest + 1);
    batch.sizes.push_back(
        static_cast<std::uint64_t>(steps * static_cast<double>(shortest.count()) * length));
  }
  return batch;
}

// Every task increments the same number.
std::uint64_t increments(std::uint64_t /*number*/, std::uint64_t size) {
  static std::mutex mutex;
  static std::uint64_t counter = 0;
  for (std::uint64_t i = 0; i < size; ++i) {
    const std::lock_guard lock(mutex);
    benchmark::DoNotOptimize(++counter);
  }
  return size;
}

}  // namespace

std::uint64_t walk(std::uint64_t number, std::uint64_t size) {
  std::uint64_t at = number;
  for (std::uint64_t step = 0; step < size; ++step) {
    at += 0x9e3779b97f4a7c15U;
    at = (at ^ (at >> 30U)) * 0xbf58476d1ce4e5b9U;
    at = (at ^ (at >> 27U)) * 0x94d049bb133111ebU;
    at ^= at >> 31U;
  }
  return at;
}

// The compiler knows a formula for it; Python computes.
std::uint64_t sum_of_squares(std::uint64_t /*number*/, std::uint64_t size) {
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < size; ++i) {
    sum += i * i;
    benchmark::DoNotOptimize(sum);
  }
  return sum;
}

const std::vector<Batch>& batches() {
  static const std::vector<Batch> all{
      {.name = "empty", .task = walk, .sizes = std::vector<std::uint64_t>(2'000)},
      walks("10us", 1'000, microseconds(10), 1),
      walks("1ms", 64, microseconds(1'000), 1),
      walks("uneven", 256, microseconds(10), 16),
      {.name = "squares",
       .task = sum_of_squares,
       .sizes = std::vector<std::uint64_t>(4, 10'000'000)},
      {.name = "counter", .task = increments, .sizes = std::vector<std::uint64_t>(4, 100'000)}};
  return all;
}

Results in_serial(const Batch& batch) {
  Results results;
  results.reserve(batch.count());
  for (std::size_t i = 0; i < batch.count(); ++i) {
    results.push_back(batch.run(i));
  }
  return results;
}

void add(const Batch& batch, const std::string& who,
         const std::function<Results(const Batch&)>& run) {
  add(batch.name + "/" + who, batch.count(),
      [&batch, run, right = in_serial(batch)] { return run(batch) == right; });
}

void add(const std::string& name, std::size_t count, const std::function<bool()>& run) {
  benchmark::RegisterBenchmark(
      name.c_str(),
      [count, run](benchmark::State& state) {
        for (auto _ : state) {
          if (!run()) {
            state.SkipWithError("a result differs from the serial program's");
            return;
          }
        }
        state.counters["each"] = benchmark::Counter(
            static_cast<double>(count),
            benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
      })
      ->UseRealTime()
      ->Unit(benchmark::kMicrosecond);
}

int run_all(int argc, char** argv) {
  // What stands on the command line comes later, and wins.
  std::vector<std::string> words{argv[0], "--benchmark_enable_random_interleaving=true",
                                 "--benchmark_repetitions=5", "--benchmark_min_time=0.05"};
  words.insert(words.end(), argv + 1, argv + argc);
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) {
    return 2;
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace peers
