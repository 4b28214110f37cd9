// sweep: members of one length, by two processes or as many as there are cores.

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <variant>
#include <vector>

#include "bench_secret.hpp"
#include "ensemble.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

// The coordinates of all ends, and of the mean.
struct Ends {
  std::vector<double> numbers;

  // Whoever writes the same formula in another way rounds in another way, some
  // 1e-16 at each step, and over this span the model makes that 10,000 times as
  // much. With one step less the ends differ by more than 1e-6.
  friend bool operator==(const Ends& a, const Ends& b) {
    return std::equal(a.numbers.begin(), a.numbers.end(), b.numbers.begin(), b.numbers.end(),
                      [](double x, double y) { return std::abs(x - y) < 1e-7; });
  }

  void add(const State& state) { numbers.insert(numbers.end(), {state.x, state.y, state.z}); }
};

void to_json(nlohmann::json& json, const Ends& ends) { json = ends.numbers; }
void from_json(const nlohmann::json& json, Ends& ends) { json.get_to(ends.numbers); }

constexpr double kSpan = 10;
constexpr std::size_t kSteps = 2000;

Ensemble make_ensemble(std::uint64_t seed, std::size_t members) {
  set_bench_secret(seed);
  Ensemble ensemble{.rhos = {}, .seed = seed, .span = kSpan, .steps = kSteps};
  for (std::size_t m = 0; m < members; ++m) {
    ensemble.rhos.push_back(20 + 10 * static_cast<double>(m) / static_cast<double>(members));
  }
  return ensemble;
}

Ends one_after_the_other(const Ensemble& ensemble) {
  Ends ends;
  State sum;
  const double h = ensemble.span / static_cast<double>(ensemble.steps);
  for (std::size_t m = 0; m < ensemble.rhos.size(); ++m) {
    Random random(ensemble.seed, m);
    State s;
    s.x = random.next();
    s.y = random.next();
    s.z = random.next();
    const double rho = ensemble.rhos[m];
    for (std::size_t step = 0; step < ensemble.steps; ++step) {
      const State k1 = derivative(s, rho);
      const State k2 = derivative(s + h / 2 * k1, rho);
      const State k3 = derivative(s + h / 2 * k2, rho);
      const State k4 = derivative(s + h * k3, rho);
      s = s + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
      if (!std::isfinite(s.x) || !std::isfinite(s.y) || !std::isfinite(s.z)) {
        throw std::domain_error("diverged");
      }
    }
    ends.add(s);
    sum = sum + s;
  }
  ends.add(1 / static_cast<double>(ensemble.rhos.size()) * sum);
  return ends;
}

Ends in_processes(const Ensemble& ensemble, unsigned workers) {
  const Report report = run_ensemble(ensemble, /*processes=*/2, workers);
  Ends ends;
  for (const Outcome& outcome : report.outcomes) {
    ends.add(std::get<State>(outcome));
  }
  ends.add(report.mean);
  return ends;
}

const bool registered = support::add_row("sweep", support::CpuRow<Ensemble, Ends>{
                                                      .size = 1000,
                                                      .make = make_ensemble,
                                                      .serial = one_after_the_other,
                                                      .yours = in_processes,
                                                  });

}  // namespace
}  // namespace course
