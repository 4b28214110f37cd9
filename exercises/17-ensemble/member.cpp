#include "ensemble.hpp"
#include "support/not_written_yet.hpp"

namespace course {

State integrate(const State& start, double rho, double span, std::size_t steps) {
  // TODO: as many steps as were asked for, whatever rounding does to their length.
  // TODO: a state that is none ends the integration.
  throw NotWrittenYet("integrate");
}

}  // namespace course
