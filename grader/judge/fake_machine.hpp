// A machine for tests, on which every round takes 0.3 s whatever the clock says.

#pragma once

#include <chrono>
#include <cstddef>
#include <functional>

#include "sandbox/machine_load.hpp"

namespace judge {

class FakeMachine {
 public:
  // CPUs that other programs keep busy until the n-th reading, 0 the first.
  std::function<double(std::size_t reading)> foreign = [](std::size_t) { return 0.0; };
  std::chrono::milliseconds step{300};
  // What the program says of itself must be added to what the machine spends.
  std::function<std::chrono::nanoseconds()> ours = [] { return std::chrono::nanoseconds(0); };

  sandbox::MachineTime operator()() const {
    now_.at += step;
    foreign_ += std::chrono::round<std::chrono::nanoseconds>(step * foreign(readings_++));
    // The grader's own work is real, and counts as nobody else's.
    now_.busy = foreign_ + ours() + sandbox::own_cpu_time();
    return now_;
  }

 private:
  mutable sandbox::MachineTime now_{};
  mutable std::chrono::nanoseconds foreign_{0};
  mutable std::size_t readings_ = 0;
};

}  // namespace judge
