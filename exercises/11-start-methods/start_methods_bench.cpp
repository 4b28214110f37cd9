#include <algorithm>
#include <chrono>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <thread>
#include <vector>

#include "start_methods.hpp"
#include "support/guarded_entry.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

// A parameter sweep: the same simulation with other parameters.
struct Sweep {
  std::vector<double> parameters;
  std::size_t steps = 0;
};
using States = std::vector<double>;

// Each worker has several requests, one after the other: what a start costs, it
// costs so many times. 24 divides evenly for 2, 3 and 4 workers.
constexpr std::size_t kSimulations = 24;
constexpr std::size_t kRequestsPerWorker = 2;

// The logistic map: each step needs the one before, so one simulation is one core's work.
double simulate(double growth, std::size_t steps) {
  double x = 0.5;
  for (std::size_t i = 0; i < steps; ++i) {
    x = growth * x * (1 - x);
  }
  return x;
}

States simulate_all(const Sweep& sweep) {
  States states;
  for (const double growth : sweep.parameters) {
    states.push_back(simulate(growth, sweep.steps));
  }
  return states;
}

// Between processes, numbers are their bytes: the steps, then the parameters.
Bytes to_bytes(const Sweep& sweep) {
  const std::size_t parameters = sweep.parameters.size() * sizeof(double);
  Bytes bytes(sizeof sweep.steps + parameters, '\0');
  std::memcpy(bytes.data(), &sweep.steps, sizeof sweep.steps);
  std::memcpy(bytes.data() + sizeof sweep.steps, sweep.parameters.data(), parameters);
  return bytes;
}

Sweep to_sweep(const Bytes& bytes) {
  Sweep sweep;
  sweep.parameters.resize((bytes.size() - sizeof sweep.steps) / sizeof(double));
  std::memcpy(&sweep.steps, bytes.data(), sizeof sweep.steps);
  std::memcpy(sweep.parameters.data(), bytes.data() + sizeof sweep.steps,
              sweep.parameters.size() * sizeof(double));
  return sweep;
}

const bool offered = offer("simulate", [](const Bytes& argument) {
  const States states = simulate_all(to_sweep(argument));
  Bytes bytes(states.size() * sizeof(double), '\0');
  std::memcpy(bytes.data(), states.data(), bytes.size());
  return bytes;
});

// A thread for each worker, which asks for one request after the other. By spawn:
// the CPU time of a fork server's workers is told to nobody.
States simulate_in_workers(const Sweep& sweep, unsigned workers) {
  States states(sweep.parameters.size());
  const std::size_t share =
      std::max<std::size_t>(1, states.size() / (kRequestsPerWorker * workers));
  const auto ask = [&](std::size_t first) {
    const auto from = sweep.parameters.begin() + static_cast<std::ptrdiff_t>(first);
    const std::size_t count = std::min(share, states.size() - first);
    const Sweep part{{from, from + static_cast<std::ptrdiff_t>(count)}, sweep.steps};
    const Bytes bytes = call_in_spawn({"simulate", to_bytes(part)});
    if (bytes.size() != count * sizeof(double)) {
      throw std::runtime_error("not as many states as parameters");
    }
    std::memcpy(states.data() + first, bytes.data(), bytes.size());
  };
  std::vector<std::exception_ptr> errors(workers);
  {
    std::vector<std::jthread> askers;
    for (unsigned worker = 0; worker < workers; ++worker) {
      askers.emplace_back([&, worker] {
        try {
          for (std::size_t i = worker * share; i < states.size(); i += workers * share) {
            ask(i);
          }
        } catch (...) {
          errors[worker] = std::current_exception();
        }
      });
    }
  }
  for (const std::exception_ptr& error : errors) {
    if (error) {
      std::rethrow_exception(error);
    }
  }
  return states;
}

const bool registered = support::add_row(
    "simulations", support::CpuRow<Sweep, States>{
                       .size = 2'000'000,
                       .stretch = std::chrono::milliseconds(150),
                       .make =
                           [](std::uint64_t seed, std::size_t size) {
                             Sweep sweep{{}, size};
                             for (std::size_t i = 0; i < kSimulations; ++i) {
                               const auto step = static_cast<double>((seed + i) % 1000);
                               sweep.parameters.push_back(3.6 + 0.0003 * step);
                             }
                             return sweep;
                           },
                       .serial = simulate_all,
                       .yours = simulate_in_workers,
                   });

}  // namespace

std::optional<int> support::guarded_entry(int argc, char** argv) { return worker_main(argc, argv); }

}  // namespace course
