#include <cmath>
#include <stdexcept>

#include "ensemble.hpp"

namespace course {
namespace {

State one_step(const State& s, double rho, double h) {
  const State k1 = derivative(s, rho);
  const State k2 = derivative(s + h / 2 * k1, rho);
  const State k3 = derivative(s + h / 2 * k2, rho);
  const State k4 = derivative(s + h * k3, rho);
  return s + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
}

bool is_finite(const State& s) {
  return std::isfinite(s.x) && std::isfinite(s.y) && std::isfinite(s.z);
}

}  // namespace

State integrate(const State& start, double rho, double span, std::size_t steps) {
  if (steps == 0) {
    throw std::invalid_argument("an integration needs at least one step");
  }
  const double h = span / static_cast<double>(steps);
  State state = start;
  // Steps are counted: a sum of many h is not quite what it should be.
  for (std::size_t step = 0; step < steps; ++step) {
    state = one_step(state, rho, h);
    if (!is_finite(state)) {
      throw std::domain_error("diverged");
    }
  }
  return state;
}

}  // namespace course
