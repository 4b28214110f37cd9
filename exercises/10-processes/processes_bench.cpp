#include <algorithm>
#include <chrono>
#include <cstring>

#include "processes.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

// A parameter sweep: the same simulation with other parameters.
struct Sweep {
  std::vector<double> parameters;
  std::size_t steps = 0;
};
using States = std::vector<double>;

// Starting a process costs, so each takes several simulations: two processes
// for each worker, one after the other. 24 divides evenly for 2, 3 and 4 workers.
constexpr std::size_t kSimulations = 24;
constexpr std::size_t kProcessesPerWorker = 2;
constexpr std::chrono::minutes kTimeout{1};

// The logistic map: each step needs the one before, so one simulation is one core's work.
double simulate(double growth, std::size_t steps) {
  double x = 0.5;
  for (std::size_t i = 0; i < steps; ++i) {
    x = growth * x * (1 - x);
  }
  return x;
}

States simulate_all(std::span<const double> parameters, std::size_t steps) {
  States states;
  for (const double growth : parameters) {
    states.push_back(simulate(growth, steps));
  }
  return states;
}

// Between processes, numbers are their bytes.
std::string bytes_of(const States& states) {
  std::string bytes(states.size() * sizeof(double), '\0');
  std::memcpy(bytes.data(), states.data(), bytes.size());
  return bytes;
}

void append_numbers(States& states, const std::string& bytes) {
  const std::size_t before = states.size();
  states.resize(before + bytes.size() / sizeof(double));
  std::memcpy(states.data() + before, bytes.data(), (states.size() - before) * sizeof(double));
}

const bool registered = support::add_row(
    "simulations",
    support::CpuRow<Sweep, States>{
        .size = 2'000'000,
        .stretch = std::chrono::milliseconds(60),
        .make =
            [](std::uint64_t seed, std::size_t size) {
              Sweep sweep{{}, size};
              for (std::size_t i = 0; i < kSimulations; ++i) {
                const auto step = static_cast<double>((seed + i) % 1000);
                sweep.parameters.push_back(3.6 + 0.0003 * step);
              }
              return sweep;
            },
        .serial = [](const Sweep& sweep) { return simulate_all(sweep.parameters, sweep.steps); },
        .yours =
            [](const Sweep& sweep, unsigned workers) {
              const std::size_t share =
                  std::max<std::size_t>(1, kSimulations / (kProcessesPerWorker * workers));
              std::vector<Task> tasks;
              for (std::size_t i = 0; i < kSimulations; i += share) {
                tasks.push_back([&sweep, i, share] {
                  const auto parameters =
                      std::span(sweep.parameters).subspan(i, std::min(share, kSimulations - i));
                  return bytes_of(simulate_all(parameters, sweep.steps));
                });
              }
              States states;
              for (const Outcome& outcome : run_all_in_processes(tasks, workers, kTimeout)) {
                append_numbers(states, std::get<Result>(outcome).value);
              }
              return states;
            },
    });

}  // namespace
}  // namespace course
