// Tests of calls that meet: of strangers, of people who share an account, and of
// total(), which needs them all.

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "bank.hpp"
#include "standing_call.hpp"
#include "support/caller.hpp"
#include "support/meeting.hpp"
#include "support/step.hpp"

namespace course {
namespace {

using support::Caller;
using support::Meeting;
using support::Step;

TEST(AtTheSameTime, TransfersOfStrangersMeetInTheirJournals) {
  Bank bank({10, 10, 10, 10});
  Meeting meeting(2);
  Caller one([&] { bank.transfer(0, 1, 1, [&] { meeting.arrive(); }); });
  Caller other([&] { bank.transfer(3, 2, 1, [&] { meeting.arrive(); }); });
  one.finish();
  other.finish();
  EXPECT_TRUE(meeting.took_place()) << "0 pays 1 and 3 pays 2: one waited for the other";
  EXPECT_EQ(balances_of(bank, 4), (Balances{9, 11, 11, 9}));
}

// ThreadSanitizer follows 64 locks of a thread, so that total() of a larger bank
// would be beyond it.
TEST(AtTheSameTime, EveryAccountIsHeldAloneHoweverManyThereAre) {
  constexpr std::size_t kAccounts = 32;
  Bank bank(Balances(kAccounts, 10));
  Meeting meeting(kAccounts / 2 + 1);
  std::deque<Caller> payments;
  for (std::size_t i = 0; i + 2 < kAccounts; i += 2) {
    payments.emplace_back([&, i] { bank.transfer(i, i + 1, 1, [&] { meeting.arrive(); }); });
  }
  for (const std::size_t id : {kAccounts - 2, kAccounts - 1}) {
    payments.emplace_back([&, id] {
      bank.with_account(id, [&](long& balance) {
        meeting.arrive();
        balance += 1;
      });
    });
  }
  for (Caller& payment : payments) {
    payment.finish();
  }
  EXPECT_TRUE(meeting.took_place()) << "15 transfers and 2 visitors, no two of one account";
  EXPECT_EQ(bank.total(), 10 * static_cast<long>(kAccounts) + 2);
}

TEST(AtTheSameTime, OtherAccountsCanBeUsedWhileTwoAreHeld) {
  Bank bank({10, 20, 30, 40});
  StandingCall transfer([&](const auto& stand_still) { bank.transfer(1, 2, 5, stand_still); });
  Caller others([&] {
    EXPECT_EQ(bank.balance(0), 10);
    EXPECT_TRUE(bank.transfer(3, 0, 40, no_entry));
    bank.with_account(3, [](long& balance) { balance = 7; });
    EXPECT_EQ(bank.balance(3), 7);
  });
  EXPECT_TRUE(others.returns()) << "it waits for accounts that it does not need";
  transfer.let_go();
  others.finish();
  transfer.finish();
  EXPECT_EQ(balances_of(bank, 4), (Balances{50, 15, 35, 7}));
}

// A visitor holds account 0 and goes on to pay into account 1. Meanwhile a
// transfer between the two has come; if it kept account 1 while it waits for
// account 0, both would wait for ever.
TEST(AtTheSameTime, PaymentsBothWaysDoNotWaitForEachOther) {
  for (const bool up : {false, true}) {
    Bank bank({100, 100});
    StandingCall visit([&](const auto& stand_still) {
      bank.with_account(0, [&](long& /*balance*/) {
        stand_still();
        EXPECT_TRUE(bank.transfer(0, 1, 30, no_entry));
      });
    });
    Caller payment([&] { EXPECT_TRUE(bank.transfer(up ? 0 : 1, up ? 1 : 0, 1, no_entry)); },
                   kBrisk);
    payment.blocks();
    visit.let_go();
    payment.finish();
    visit.finish();
    EXPECT_EQ(balances_of(bank, 2), (up ? Balances{69, 131} : Balances{71, 129}));
  }
}

// One thread pays and another one asks, before or after that, in time; only the
// bank's own locks stand between the two. So a call that lets go of its lock too
// early is seen as well as one that does not take it.
TEST(AtTheSameTime, NoCallNeedsHelpFromItsCallers) {
  using Action = std::function<void(Bank&)>;
  const Action pay = [](Bank& bank) { EXPECT_TRUE(bank.transfer(0, 1, 30, no_entry)); };
  const std::vector<Action> questions{
      [](Bank& bank) { bank.balance(0); },
      [](Bank& bank) { bank.balance(1); },
      [](Bank& bank) { bank.total(); },
      [](Bank& bank) { EXPECT_FALSE(bank.transfer(0, 1, 1'000, no_entry)); },
      [](Bank& bank) { EXPECT_TRUE(bank.transfer(1, 0, 50, no_entry)); },
      [](Bank& bank) { bank.with_account(0, [](long& balance) { balance += 1; }); },
      [](Bank& bank) { bank.with_account(1, [](long& balance) { balance += 1; }); },
  };
  for (const Action& ask : questions) {
    for (const auto& [first, second] : {std::pair(pay, ask), std::pair(ask, pay)}) {
      Bank bank({100, 50});
      Step first_done;  // orders in time and does not synchronise
      Step second_done;
      Caller other([&, &act = first] {
        act(bank);
        first_done.take();
        EXPECT_TRUE(second_done.wait());  // still alive: nothing has been joined yet
      });
      EXPECT_TRUE(first_done.wait());
      second(bank);
      second_done.take();
      other.finish();
    }
  }
}

TEST(Total, AddsAllBalances) {
  EXPECT_EQ(Bank({}).total(), 0);
  EXPECT_EQ(Bank({0}).total(), 0);
  EXPECT_EQ(Bank({5}).total(), 5);
  Bank bank({100, 50, 7});
  EXPECT_EQ(bank.total(), 157);
  bank.transfer(0, 2, 60, no_entry);
  EXPECT_EQ(bank.total(), 157);
  bank.with_account(1, [](long& balance) { balance -= 90; });
  EXPECT_EQ(bank.total(), 67);
}

TEST(Total, WaitsForATransferThatIsUnderWay) {
  Bank bank({100, 50, 7});
  std::atomic<long> sum = 0;
  StandingCall transfer([&](const auto& stand_still) { bank.transfer(1, 2, 30, stand_still); });
  Caller total([&] { sum = bank.total(); }, kBrisk);
  EXPECT_TRUE(total.blocks()) << "it is not asleep: it returned, spins or wakes up to look";
  transfer.let_go();
  total.finish();
  transfer.finish();
  EXPECT_EQ(sum.load(), 157);
}

TEST(Total, WaitsForAVisitorThatIsUnderWay) {
  Bank bank({100, 50, 7});
  std::atomic<long> sum = 0;
  StandingCall visit([&](const auto& stand_still) {
    bank.with_account(1, [&](long& balance) {
      balance -= 30;
      stand_still();
      balance += 31;
    });
  });
  Caller total([&] { sum = bank.total(); }, kBrisk);
  EXPECT_TRUE(total.blocks()) << "it is not asleep: it returned, spins or wakes up to look";
  visit.let_go();
  total.finish();
  visit.finish();
  EXPECT_EQ(sum.load(), 158);
}

// The middle account is held. Whoever looks at the others one by one has seen
// one of them, and is stuck, when money moves from the one to the other.
TEST(Total, IsOfOneMoment) {
  for (const bool up : {false, true}) {
    Bank bank({100, 100, 100});
    std::atomic<long> sum = 0;
    StandingCall visit([&](const auto& stand_still) {
      bank.with_account(1, [&](long& /*balance*/) { stand_still(); });
    });
    Caller total([&] { sum = bank.total(); }, kBrisk);
    EXPECT_TRUE(total.blocks());
    Caller payment([&] { bank.transfer(up ? 0 : 2, up ? 2 : 0, 50, no_entry); }, kBrisk);
    payment.blocks();  // false: it has paid; true: it waits for total()
    visit.let_go();
    total.finish();
    payment.finish();
    visit.finish();
    EXPECT_EQ(sum.load(), 300) << "50 are on their way from one account to another";
  }
}

// total() has come while a visitor holds account 0. If it kept the others while
// it waits, the visitor would wait for it, and it for the visitor.
TEST(Total, DoesNotKeepAVisitorFromPaying) {
  Bank bank({100, 100, 100});
  std::atomic<long> sum = 0;
  StandingCall visit([&](const auto& stand_still) {
    bank.with_account(0, [&](long& balance) {
      balance += 1;
      stand_still();
      EXPECT_TRUE(bank.transfer(0, 2, 30, no_entry));
      bank.with_account(1, [](long& higher) { higher += 1; });
    });
  });
  Caller total([&] { sum = bank.total(); }, kBrisk);
  EXPECT_TRUE(total.blocks());
  visit.let_go();
  total.finish();
  visit.finish();
  EXPECT_EQ(sum.load(), 302);
}

// No proof, but a day at the bank: whoever comes and goes, the sum stays.
TEST(Total, StaysTheSameWhileMoneyMoves) {
  constexpr std::size_t kAccounts = 4;
  constexpr std::size_t kPayments = 1'000;
  constexpr std::size_t kPaymentsPerTotal = 25;
  Bank bank(Balances(kAccounts, 100));
  Meeting start(kAccounts);
  std::deque<Caller> customers;
  for (std::size_t customer = 0; customer < kAccounts; ++customer) {
    customers.emplace_back([&, customer] {
      start.arrive();
      for (std::size_t i = 0; i < kPayments; ++i) {
        bank.transfer((customer + i) % kAccounts, (customer + i * i) % kAccounts, 10, no_entry);
        if (i % kPaymentsPerTotal == 0) {
          EXPECT_EQ(bank.total(), 400);
        }
      }
    });
  }
  for (Caller& customer : customers) {
    customer.finish();
  }
  EXPECT_EQ(bank.total(), 400);
}

}  // namespace
}  // namespace course
