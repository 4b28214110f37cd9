#include <gtest/gtest.h>

#include <ctime>
#include <limits>
#include <ostream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "cpu_or_io.hpp"
#include "support/cpu_meter.hpp"
#include "support/latency.hpp"

namespace course {

// GoogleTest prints bounds with it.
void PrintTo(Bound bound, std::ostream* out) {
  *out << (bound == Bound::cpu ? "Bound::cpu" : "Bound::io");
}

namespace {

using support::CpuMeter;
using support::Latency;
using namespace std::chrono_literals;

std::chrono::nanoseconds cpu_time_of_this_thread() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

// Computes until the calling thread has used this much CPU time, however long
// a busy machine takes to give it.
void compute(std::chrono::milliseconds cpu) {
  const auto end = cpu_time_of_this_thread() + cpu;
  while (cpu_time_of_this_thread() < end) {
  }
}

void compute_on_threads(int count, std::chrono::milliseconds cpu_each) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([cpu_each] { compute(cpu_each); });
  }
}

void wait_for_a_server() { Latency(40ms).request(); }

// Measures `task` and expects a figure between those of two meters, one read
// just inside of measure() and one just outside. No time is expected by itself,
// so a busy machine changes nothing.
void expect_between_meters(const Task& task) {
  constexpr std::chrono::duration<double> kPrecision = 1ms;
  Usage least;
  const CpuMeter outer;
  const Usage measured = measure([&] {
    const CpuMeter inner;
    task();
    least = {.wall = inner.wall(), .cpu = inner.cpu()};
  });
  const Usage most{.wall = outer.wall(), .cpu = outer.cpu()};
  EXPECT_GE(measured.wall.count(), (least.wall - kPrecision).count()) << "seconds of wall time";
  EXPECT_LE(measured.wall.count(), (most.wall + kPrecision).count()) << "seconds of wall time";
  EXPECT_GE(measured.cpu.count(), (least.cpu - kPrecision).count()) << "seconds of CPU time";
  EXPECT_LE(measured.cpu.count(), (most.cpu + kPrecision).count()) << "seconds of CPU time";
}

TEST(Measure, RunsTheTaskOnceOnTheCallingThread) {
  std::vector<std::thread::id> ran_on;
  measure([&] { ran_on.push_back(std::this_thread::get_id()); });
  EXPECT_EQ(ran_on, std::vector{std::this_thread::get_id()});
}

TEST(Measure, CountsWaitingAsWallTimeAlone) { expect_between_meters(wait_for_a_server); }

TEST(Measure, CountsComputingAsBoth) {
  expect_between_meters([] { compute(40ms); });
}

TEST(Measure, CountsTheComputingOfOtherThreads) {
  expect_between_meters([] { compute_on_threads(2, 30ms); });
}

TEST(Measure, LeavesOutWhatTheProcessUsedBefore) {
  compute_on_threads(1, 20ms);
  compute(20ms);
  expect_between_meters(wait_for_a_server);
}

TEST(Measure, LetsTheExceptionOfTheTaskPass) {
  EXPECT_THROW(measure([] { throw std::range_error("from the task"); }), std::range_error);
}

TEST(Measure, RefusesAnEmptyTaskAsACallDoes) {
  EXPECT_THROW(measure(Task()), std::bad_function_call);
}

TEST(Classify, CallsATaskThatMostlyWaitsIoBound) {
  EXPECT_EQ(classify({.wall = 10s, .cpu = 200ms}), Bound::io);
  EXPECT_EQ(classify({.wall = 1ms, .cpu = 10us}), Bound::io);
  EXPECT_EQ(classify({.wall = 1s, .cpu = 0s}), Bound::io);
}

TEST(Classify, CallsATaskThatMostlyComputesCpuBound) {
  EXPECT_EQ(classify({.wall = 10s, .cpu = 9.8s}), Bound::cpu);
  EXPECT_EQ(classify({.wall = 2ms, .cpu = 1.9ms}), Bound::cpu);
}

TEST(Classify, CallsATaskThatComputesOnManyThreadsCpuBound) {
  EXPECT_EQ(classify({.wall = 1s, .cpu = 3.9s}), Bound::cpu);
}

TEST(Classify, CallsATaskWithAThirdOfACoreCpuBound) {
  EXPECT_EQ(classify({.wall = 3s, .cpu = 1s}), Bound::cpu);
}

TEST(Classify, DrawsTheLineAtAQuarter) {
  EXPECT_EQ(classify({.wall = 4s, .cpu = 1s}), Bound::cpu);
  EXPECT_EQ(classify({.wall = 4s, .cpu = 999ms}), Bound::io);
  EXPECT_EQ(classify({.wall = 500ms, .cpu = 125ms}), Bound::cpu);
  EXPECT_EQ(classify({.wall = 500ms, .cpu = 124ms}), Bound::io);
}

TEST(Classify, CallsATaskThatTookNoTimeCpuBound) { EXPECT_EQ(classify({}), Bound::cpu); }

TEST(Classify, RefusesNegativeTimes) {
  EXPECT_THROW(classify({.wall = -1s, .cpu = 1s}), std::invalid_argument);
  EXPECT_THROW(classify({.wall = 1s, .cpu = -1ns}), std::invalid_argument);
}

// Eight threads, and more than one look: a machine may be so busy that even
// they get less than a quarter of a core for once.
TEST(Classify, RecognisesATaskThatComputes) {
  Bound seen = Bound::io;
  for (int look = 0; look < 10 && seen == Bound::io; ++look) {
    seen = classify(measure([] { compute_on_threads(8, 8ms); }));
  }
  EXPECT_EQ(seen, Bound::cpu);
}

TEST(Classify, RecognisesATaskThatWaits) {
  EXPECT_EQ(classify(measure(wait_for_a_server)), Bound::io);
}

constexpr unsigned kHugeCores = std::numeric_limits<unsigned>::max();
constexpr std::size_t kHugeTasks = std::numeric_limits<std::size_t>::max();

TEST(WorkersFor, TakesOneWorkerPerCoreForComputing) {
  EXPECT_EQ(workers_for(Bound::cpu, 1, 100), 1U);
  EXPECT_EQ(workers_for(Bound::cpu, 2, 100), 2U);
  EXPECT_EQ(workers_for(Bound::cpu, 64, 100), 64U);
}

TEST(WorkersFor, TakesFourMoreThanCoresForWaiting) {
  EXPECT_EQ(workers_for(Bound::io, 1, 100), 5U);
  EXPECT_EQ(workers_for(Bound::io, 2, 100), 6U);
  EXPECT_EQ(workers_for(Bound::io, 27, 100), 31U);
}

TEST(WorkersFor, TakesThirtyTwoAtMostForWaiting) {
  EXPECT_EQ(workers_for(Bound::io, 28, 100), 32U);
  EXPECT_EQ(workers_for(Bound::io, 29, 100), 32U);
  EXPECT_EQ(workers_for(Bound::io, 128, 100), 32U);
}

TEST(WorkersFor, TakesNoMoreWorkersThanTasks) {
  EXPECT_EQ(workers_for(Bound::cpu, 16, 3), 3U);
  EXPECT_EQ(workers_for(Bound::cpu, 16, 16), 16U);
  EXPECT_EQ(workers_for(Bound::io, 16, 3), 3U);
  EXPECT_EQ(workers_for(Bound::io, 16, 1), 1U);
}

TEST(WorkersFor, TakesAtLeastOneWorker) {
  EXPECT_EQ(workers_for(Bound::cpu, 4, 0), 1U);
  EXPECT_EQ(workers_for(Bound::io, 4, 0), 1U);
  EXPECT_EQ(workers_for(Bound::cpu, 0, 0), 1U);
}

TEST(WorkersFor, CountsAnUnknownNumberOfCoresAsOne) {
  EXPECT_EQ(workers_for(Bound::cpu, 0, 100), 1U);
  EXPECT_EQ(workers_for(Bound::io, 0, 100), 5U);
}

TEST(WorkersFor, StaysRightForHugeNumbers) {
  EXPECT_EQ(workers_for(Bound::io, kHugeCores, 100), 32U);
  EXPECT_EQ(workers_for(Bound::cpu, kHugeCores, kHugeTasks), kHugeCores);
  EXPECT_EQ(workers_for(Bound::cpu, 8, kHugeTasks), 8U);
  EXPECT_EQ(workers_for(Bound::io, 8, std::size_t{1} << 32U), 12U);
}

}  // namespace
}  // namespace course
