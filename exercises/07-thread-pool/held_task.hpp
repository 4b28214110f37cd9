// What the tests of the pool have in common: a task that stands still in the
// middle, and a future that is waited for with patience.

#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>

#include "pool_adapter.hpp"
#include "support/gate.hpp"
#include "support/patience.hpp"

namespace course {

// For calls of which it is enough to see that they are asleep for now: 50 ms.
inline constexpr support::Patience kBrisk{std::chrono::milliseconds(5), 400};

// For gates that hold something up for as long as a test needs it: 3 s, longer
// than the usual patience.
inline constexpr support::Patience kLong{std::chrono::milliseconds(10), 300};

// A task that stands still until it is let go, so that its worker is busy. Once
// made, it stands there.
//
//   HeldTask held(*pool);
//   pool->submit(...);    // no worker for it, if the pool has only one
//   held.let_go();
class HeldTask {
 public:
  explicit HeldTask(AnyPool& pool) {
    done_ = pool.submit([gates = gates_] {
      gates->arrived.open();
      gates->let_go.wait();
    });
    EXPECT_TRUE(gates_->arrived.wait()) << "a worker was free, and the task did not start";
  }
  ~HeldTask() { let_go(); }
  HeldTask(const HeldTask&) = delete;
  HeldTask& operator=(const HeldTask&) = delete;

  void let_go() { gates_->let_go.open(); }

 private:
  struct Gates {
    support::Gate arrived;
    support::Gate let_go{kLong};
  };

  // Shared: the task may end after its owner.
  std::shared_ptr<Gates> gates_ = std::make_shared<Gates>();
  std::future<void> done_;  // kept until the task was let go: a future may wait at its end
};

// False: the patience ended first, and get() might wait for ever.
template <class T>
bool becomes_ready(const std::future<T>& future, support::Patience patience = {}) {
  for (int tick = 0; tick < patience.ticks; ++tick) {
    if (future.wait_for(patience.tick) == std::future_status::ready) {
      return true;
    }
  }
  return false;
}

}  // namespace course
