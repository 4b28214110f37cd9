#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>

#include "processes.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

// A parameter sweep: the same simulation with other parameters, twelve times.
// Two, three and four workers share it evenly.
struct Sweep {
  std::vector<double> parameters;
  std::size_t steps = 0;
};
using States = std::vector<double>;

constexpr std::size_t kSimulations = 12;
constexpr std::chrono::minutes kTimeout{1};

// The logistic map: each step needs the one before, so one simulation is one core's work.
double simulate(double growth, std::size_t steps) {
  double x = 0.5;
  for (std::size_t i = 0; i < steps; ++i) {
    x = growth * x * (1 - x);
  }
  return x;
}

// Between processes, a number is its bytes.
std::string bytes_of(double number) {
  const auto bytes = std::bit_cast<std::array<char, sizeof number>>(number);
  return {bytes.begin(), bytes.end()};
}

double number_of(const std::string& bytes) {
  if (bytes.size() != sizeof(double)) {
    throw std::runtime_error("a result of " + std::to_string(bytes.size()) + " bytes");
  }
  double number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

const bool registered = support::add_row(
    "simulations",
    support::CpuRow<Sweep, States>{
        .size = 1'000'000,
        .make =
            [](std::uint64_t seed, std::size_t size) {
              Sweep sweep{{}, size};
              for (std::size_t i = 0; i < kSimulations; ++i) {
                const auto step = static_cast<double>((seed + i) % 1000);
                sweep.parameters.push_back(3.6 + 0.0003 * step);
              }
              return sweep;
            },
        .serial =
            [](const Sweep& sweep) {
              States states;
              for (const double growth : sweep.parameters) {
                states.push_back(simulate(growth, sweep.steps));
              }
              return states;
            },
        .yours =
            [](const Sweep& sweep, unsigned workers) {
              std::vector<Task> tasks;
              for (const double growth : sweep.parameters) {
                tasks.push_back(
                    [growth, steps = sweep.steps] { return bytes_of(simulate(growth, steps)); });
              }
              States states;
              for (const Outcome& outcome : run_all_in_processes(tasks, workers, kTimeout)) {
                states.push_back(number_of(std::get<Result>(outcome).value));
              }
              return states;
            },
    });

}  // namespace
}  // namespace course
