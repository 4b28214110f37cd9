// simulations: a parameter sweep, mapped over the workers in a few chunks each.

#include <algorithm>
#include <chrono>
#include <cstring>
#include <vector>

#include "process_pool.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

struct Sweep {
  std::vector<double> parameters;
  std::size_t steps = 0;
};
using States = std::vector<double>;

// Three chunks for each of 2, 3 or 4 workers, all of the same size.
constexpr std::size_t kSimulations = 72;
constexpr std::size_t kChunksPerWorker = 3;

// The logistic map: each step needs the one before, so one simulation is one core's work.
double simulate(double growth, std::size_t steps) {
  double x = 0.5;
  for (std::size_t i = 0; i < steps; ++i) {
    x = growth * x * (1 - x);
  }
  return x;
}

template <class Number>
void append(Bytes& bytes, Number number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template <class Number>
Number number_at(const Bytes& bytes, std::size_t position) {
  Number number{};
  std::memcpy(&number, bytes.data() + position, sizeof number);
  return number;
}

// An item is a parameter and the number of steps; its result is the last state.
Bytes simulate_item(const Bytes& item) {
  Bytes state;
  append(state, simulate(number_at<double>(item, 0), number_at<std::size_t>(item, sizeof(double))));
  return state;
}

const bool offered = offer("simulate", simulate_item);

States one_after_the_other(const Sweep& sweep) {
  States states;
  for (const double growth : sweep.parameters) {
    states.push_back(simulate(growth, sweep.steps));
  }
  return states;
}

States in_a_pool(const Sweep& sweep, unsigned workers) {
  std::vector<Bytes> items;
  for (const double growth : sweep.parameters) {
    Bytes& item = items.emplace_back();
    append(item, growth);
    append(item, sweep.steps);
  }
  ProcessPool pool(workers, "simulate");
  States states;
  for (const Bytes& state :
       pool.map(items, std::max<std::size_t>(1, kSimulations / (kChunksPerWorker * workers)))) {
    states.push_back(number_at<double>(state, 0));
  }
  return states;
}

const bool registered = support::add_row(
    "simulations", support::CpuRow<Sweep, States>{
                       .size = 400'000,
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
                       .serial = one_after_the_other,
                       .yours = in_a_pool,
                   });

}  // namespace
}  // namespace course
