// A thread that makes one call, and can be asked what became of it.
//
//   Caller producer([&] { queue.push(3); });
//   EXPECT_TRUE(producer.blocks());    // asleep in the kernel, and staying so
//   queue.pop();
//   EXPECT_TRUE(producer.returns());
//
// `blocks()` looks at the thread's state in the kernel, not at a stopwatch: a
// caller that spins never falls asleep, and one that sleeps and looks again
// keeps waking up. Both answer false.
//
// The destructor joins; a call that never returns makes the test hang, and the
// grader reports the deadlock.

#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "support/patience.hpp"

namespace course::support {

class Caller {
 public:
  explicit Caller(std::function<void()> call, Patience patience = {});
  ~Caller();
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  // True once the thread sleeps inside the call and has not woken for ten
  // ticks. False if the call returns first, or keeps running.
  bool blocks();

  // True once the call has returned or thrown.
  bool returns();

  // Waits for the end of the call and throws what it threw, if it threw.
  void finish();

 private:
  struct State;
  std::shared_ptr<State> state_;
  Patience patience_;
  std::jthread thread_;
};

}  // namespace course::support
