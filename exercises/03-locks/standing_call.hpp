// What the tests of the bank have in common: a call that stands still in the
// middle, so that they can look at what the others do meanwhile.

#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "bank.hpp"
#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/patience.hpp"

namespace course {

using Balances = std::vector<long>;

// For calls of which it is enough to see that they are asleep for now: 50 ms.
inline constexpr support::Patience kBrisk{std::chrono::milliseconds(5), 400};

inline void no_entry() {}

// One after the other.
inline Balances balances_of(const Bank& bank, std::size_t accounts) {
  Balances balances;
  for (std::size_t id = 0; id < accounts; ++id) {
    balances.push_back(bank.balance(id));
  }
  return balances;
}

// A call on a bank that stands still in its journal or visitor until it is let
// go: `call` gets what it has to call there. Once made, it stands there.
//
//   StandingCall visit([&](const auto& stand_still) {
//     bank.with_account(1, [&](long& balance) { stand_still(); });
//   });
//
// Whoever waits for its accounts must be declared after it, and be finished
// only after let_go().
class StandingCall {
 public:
  using StandStill = std::function<void()>;

  explicit StandingCall(std::function<void(const StandStill&)> call)
      : caller_([this, call = std::move(call)] {
          call([this] {
            arrived_.open();
            let_go_.wait();
          });
        }) {
    EXPECT_TRUE(arrived_.wait()) << "the journal or visitor was not reached";
  }
  ~StandingCall() { let_go(); }
  StandingCall(const StandingCall&) = delete;
  StandingCall& operator=(const StandingCall&) = delete;

  void let_go() { let_go_.open(); }
  void finish() { caller_.finish(); }

 private:
  support::Gate arrived_;
  // It waits as long as any test needs: what it holds must stay held.
  support::Gate let_go_{support::Patience{std::chrono::milliseconds(10), 1'000}};
  support::Caller caller_;
};

}  // namespace course
