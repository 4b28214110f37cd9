// Tests of the bank. Most of them stop a call in the middle of its journal or
// visitor, and look at what the others do meanwhile.

#include "bank.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "support/caller.hpp"
#include "support/gate.hpp"
#include "support/meeting.hpp"
#include "support/patience.hpp"
#include "support/step.hpp"

namespace course {
namespace {

using support::Caller;
using support::Gate;
using support::Meeting;
using support::Patience;
using support::Step;
using Balances = std::vector<long>;

// For calls of which it is enough to see that they are asleep for now: 50 ms.
constexpr Patience kBrisk{std::chrono::milliseconds(5), 400};

constexpr std::size_t kNoSuchAccount = std::numeric_limits<std::size_t>::max();

void no_entry() {}

struct DiskFull : std::runtime_error {
  DiskFull() : std::runtime_error("disk full") {}
};

Balances balances_of(const Bank& bank, std::size_t accounts) {
  Balances balances;
  for (std::size_t id = 0; id < accounts; ++id) {
    balances.push_back(bank.balance(id));
  }
  return balances;
}

// A call on a bank that stands still in its journal or visitor until it is let
// go: `call` gets what it has to call there. Once made, it stands there.
//
// Whoever waits for its accounts must be declared after it, and be finished
// only after let_go().
class Holder {
 public:
  using StandStill = std::function<void()>;

  explicit Holder(std::function<void(const StandStill&)> call)
      : caller_([this, call = std::move(call)] {
          call([this] {
            arrived_.open();
            let_go_.wait();
          });
        }) {
    EXPECT_TRUE(arrived_.wait()) << "the journal or visitor was not reached";
  }
  ~Holder() { let_go(); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  void let_go() { let_go_.open(); }
  void finish() { caller_.finish(); }

 private:
  Gate arrived_;
  // It waits as long as any test needs: what it holds must stay held.
  Gate let_go_{Patience{std::chrono::milliseconds(10), 1'000}};
  Caller caller_;
};

TEST(Transfer, MovesTheMoney) {
  Bank bank({100, 50, 7});
  EXPECT_TRUE(bank.transfer(0, 1, 30, no_entry));
  EXPECT_EQ(balances_of(bank, 3), (Balances{70, 80, 7}));
  EXPECT_TRUE(bank.transfer(1, 2, 80, no_entry)) << "all that there is may be moved";
  EXPECT_EQ(balances_of(bank, 3), (Balances{70, 0, 87}));
  EXPECT_TRUE(bank.transfer(2, 0, 0, no_entry));
  EXPECT_EQ(balances_of(bank, 3), (Balances{70, 0, 87}));
}

TEST(Transfer, MovesNothingIfThereIsTooLittle) {
  Bank bank({100, 50});
  const auto journal = [] { ADD_FAILURE() << "a transfer that is not made was written down"; };
  EXPECT_FALSE(bank.transfer(0, 1, 101, journal));
  EXPECT_FALSE(bank.transfer(1, 0, std::numeric_limits<long>::max(), journal));
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50}));
}

TEST(Transfer, MayLeadBackToItsOwnAccount) {
  Bank bank({100, 50});
  int entries = 0;
  EXPECT_TRUE(bank.transfer(1, 1, 50, [&] { ++entries; }));
  EXPECT_FALSE(bank.transfer(1, 1, 51, [&] { ++entries; }));
  EXPECT_EQ(entries, 1);
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50}));
  Caller other([&] { bank.transfer(1, 0, 50, no_entry); }, kBrisk);
  EXPECT_TRUE(other.returns()) << "the account is still held";
  other.finish();
}

TEST(Transfer, RefusesLessThanNothing) {
  Bank bank({100, 50});
  const auto journal = [] { ADD_FAILURE() << "a transfer that is not made was written down"; };
  EXPECT_THROW(bank.transfer(0, 1, -1, journal), std::invalid_argument);
  EXPECT_THROW(bank.transfer(1, 1, -1, journal), std::invalid_argument);
  EXPECT_THROW(bank.transfer(1, 0, std::numeric_limits<long>::min(), journal),
               std::invalid_argument);
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50}));
}

TEST(Transfer, KnowsNoAccountsButThoseOfItsBank) {
  Bank bank({100, 50});
  const auto journal = [] { ADD_FAILURE() << "a transfer that is not made was written down"; };
  for (const std::size_t id : {std::size_t{2}, kNoSuchAccount}) {
    EXPECT_THROW(bank.transfer(0, id, 10, journal), std::out_of_range);
    EXPECT_THROW(bank.transfer(id, 0, 10, journal), std::out_of_range);
    EXPECT_THROW(bank.transfer(id, id, 10, journal), std::out_of_range);
  }
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50}));
  Bank other({1, 2});
  EXPECT_TRUE(other.transfer(0, 1, 1, no_entry));
  EXPECT_EQ(balances_of(other, 2), (Balances{0, 3}));
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50})) << "another bank's money was moved";
}

// Two threads want all that is in account 1. Account 0 is held, so that the
// first comes to a halt after whatever it looks at before it holds both.
TEST(Transfer, ChecksAndPaysInOneStep) {
  Bank bank({0, 100, 0});
  std::atomic<int> paid = 0;
  const auto pay_all_to = [&](std::size_t to) {
    if (bank.transfer(1, to, 100, no_entry)) {
      ++paid;
    }
  };
  Holder visit([&](const auto& stand_still) {
    bank.with_account(0, [&](long& /*balance*/) { stand_still(); });
  });
  Caller first([&] { pay_all_to(0); }, kBrisk);
  first.blocks();
  Caller second([&] { pay_all_to(2); }, kBrisk);
  second.blocks();  // false: it has paid; true: it waits for the first
  visit.let_go();
  first.finish();
  second.finish();
  visit.finish();
  EXPECT_EQ(paid.load(), 1) << "of two who wanted all the money";
  EXPECT_EQ(bank.balance(1), 0);
  EXPECT_EQ(bank.total(), 100);
}

TEST(Transfer, SleepsWhileAnAccountIsHeld) {
  Bank bank({100, 50});
  Holder visit([&](const auto& stand_still) {
    bank.with_account(1, [&](long& /*balance*/) { stand_still(); });
  });
  // The usual patience looks for 100 ms, and so finds sleeps that only poll.
  Caller payment([&] { bank.transfer(0, 1, 30, no_entry); });
  EXPECT_TRUE(payment.blocks()) << "it is not asleep: it returned, spins or wakes up to look";
  visit.let_go();
  payment.finish();
  visit.finish();
  EXPECT_EQ(balances_of(bank, 2), (Balances{70, 80}));
}

TEST(Journal, IsWrittenOnceBeforeTheMoneyMoves) {
  Bank bank({100, 50});
  int entries = 0;
  EXPECT_TRUE(bank.transfer(0, 1, 30, [&] {
    ++entries;
    EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50}));
  }));
  EXPECT_EQ(entries, 1);
  EXPECT_EQ(balances_of(bank, 2), (Balances{70, 80}));
}

TEST(Journal, IsWrittenWhileBothAccountsAreHeld) {
  Bank bank({100, 50});
  std::atomic<long> payer = 0;
  std::atomic<long> payee = 0;
  Holder transfer([&](const auto& stand_still) { bank.transfer(0, 1, 30, stand_still); });
  Caller ask_payer([&] { payer = bank.balance(0); }, kBrisk);
  Caller ask_payee([&] { payee = bank.balance(1); }, kBrisk);
  EXPECT_TRUE(ask_payer.blocks()) << "who pays is not held";
  EXPECT_TRUE(ask_payee.blocks()) << "who is paid is not held";
  transfer.let_go();
  ask_payer.finish();
  ask_payee.finish();
  transfer.finish();
  EXPECT_EQ(payer.load(), 70);
  EXPECT_EQ(payee.load(), 80);
}

TEST(Journal, ThatThrowsKeepsTheMoneyWhereItIs) {
  Bank bank({100, 50});
  EXPECT_THROW(bank.transfer(0, 1, 30, [] { throw DiskFull(); }), DiskFull);
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50}));
  EXPECT_THROW(bank.transfer(1, 0, 30, [] { throw 42; }), int);
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50}));
  EXPECT_THROW(bank.transfer(1, 1, 30, [] { throw DiskFull(); }), DiskFull);
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50}));
}

TEST(Journal, ThatThrowsLetsBothAccountsGo) {
  Bank bank({100, 50});
  EXPECT_THROW(bank.transfer(0, 1, 30, [] { throw DiskFull(); }), DiskFull);
  // On a thread of its own: it holds nothing that the first one has forgotten.
  Caller other([&] { bank.transfer(1, 0, 50, no_entry); }, kBrisk);
  EXPECT_TRUE(other.returns()) << "an account is still held";
  other.finish();
  EXPECT_EQ(balances_of(bank, 2), (Balances{150, 0}));
}

TEST(Journal, MayBeMissingAndThenThrows) {
  Bank bank({100, 50});
  EXPECT_THROW(bank.transfer(0, 1, 30, Journal()), std::bad_function_call);
  EXPECT_FALSE(bank.transfer(0, 1, 101, Journal())) << "nothing was to be written";
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 50}));
}

TEST(WithAccount, ShowsTheBalanceAndKeepsWhatIsWritten) {
  Bank bank({100, 50});
  int visits = 0;
  bank.with_account(1, [&](long& balance) {
    ++visits;
    EXPECT_EQ(balance, 50);
    balance += 5;
  });
  EXPECT_EQ(visits, 1);
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 55}));
  bank.with_account(1, [](long& balance) { balance = -20; });
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, -20}));
  EXPECT_FALSE(bank.transfer(1, 0, 0, no_entry)) << "-20 is less than 0";
  EXPECT_TRUE(bank.transfer(0, 1, 20, no_entry));
  EXPECT_EQ(balances_of(bank, 2), (Balances{80, 0}));
}

TEST(WithAccount, ComesBackToTheAccountThatItVisits) {
  Bank bank({1, 50, 0});
  bank.with_account(1, [&](long& /*balance*/) {
    EXPECT_EQ(bank.balance(1), 50);
    EXPECT_TRUE(bank.transfer(1, 2, 30, no_entry));
    EXPECT_TRUE(bank.transfer(2, 1, 10, no_entry));
    EXPECT_TRUE(bank.transfer(1, 1, 30, no_entry));
    EXPECT_FALSE(bank.transfer(1, 2, 31, no_entry));
    bank.with_account(1, [&](long& balance) {
      balance += 3;
      bank.with_account(2, [](long& higher) { higher += 4; });
    });
  });
  EXPECT_EQ(balances_of(bank, 3), (Balances{1, 33, 24}));
}

TEST(WithAccount, SeesWhatItsOwnCallsChangeAndTheOtherWayRound) {
  Bank bank({50, 0});
  bank.with_account(0, [&](long& balance) {
    balance += 5;
    EXPECT_EQ(bank.balance(0), 55) << "what the visitor wrote is not there yet";
    EXPECT_TRUE(bank.transfer(0, 1, 10, no_entry));
    EXPECT_EQ(balance, 45) << "the visitor does not see what it has paid";
    bank.with_account(0, [](long& again) { again += 1; });
    EXPECT_EQ(balance, 46) << "the visitor does not see what another visitor wrote";
  });
  EXPECT_EQ(balances_of(bank, 2), (Balances{46, 10}));
}

TEST(WithAccount, KeepsOthersOutUntilItReturns) {
  Bank bank({100, 50});
  std::atomic<long> seen = 0;
  Holder visit([&](const auto& stand_still) {
    bank.with_account(0, [&](long& balance) {
      balance -= 90;
      // Who comes back and leaves again has not left for good.
      bank.balance(0);
      bank.transfer(0, 1, 0, no_entry);
      bank.with_account(0, [](long& /*again*/) {});
      stand_still();
      balance += 90;
    });
  });
  Caller ask([&] { seen = bank.balance(0); }, kBrisk);
  Caller payment([&] { bank.transfer(1, 0, 50, no_entry); }, kBrisk);
  Caller other_visit([&] { bank.with_account(0, [](long& balance) { balance += 1'000; }); },
                     kBrisk);
  EXPECT_TRUE(ask.blocks()) << "balance() does not wait for the visitor";
  EXPECT_TRUE(payment.blocks()) << "transfer() does not wait for the visitor";
  EXPECT_TRUE(other_visit.blocks()) << "with_account() does not wait for the visitor";
  visit.let_go();
  ask.finish();
  payment.finish();
  other_visit.finish();
  visit.finish();
  EXPECT_GE(seen.load(), 100);
  EXPECT_EQ(balances_of(bank, 2), (Balances{1'150, 0}));
}

TEST(WithAccount, LetsTheAccountGoIfTheVisitorThrows) {
  Bank bank({100, 50});
  const auto visitor = [&](long& balance) {
    balance += 1;
    bank.with_account(0, [](long& /*balance*/) { throw DiskFull(); });
  };
  EXPECT_THROW(bank.with_account(0, visitor), DiskFull);
  EXPECT_THROW(bank.with_account(0, [](long& /*balance*/) { throw 42; }), int);
  EXPECT_THROW(bank.with_account(0, Visitor()), std::bad_function_call);
  Caller other([&] { bank.transfer(0, 1, 1, no_entry); }, kBrisk);
  EXPECT_TRUE(other.returns()) << "the account is still held";
  other.finish();
  EXPECT_EQ(balances_of(bank, 2), (Balances{100, 51})) << "what a visitor wrote stays";
}

TEST(WithAccount, KnowsNoAccountsButThoseOfItsBank) {
  Bank bank({100, 50});
  const auto visitor = [](long& /*balance*/) { ADD_FAILURE() << "nobody lives here"; };
  for (const std::size_t id : {std::size_t{2}, kNoSuchAccount}) {
    EXPECT_THROW(bank.balance(id), std::out_of_range);
    EXPECT_THROW(bank.with_account(id, visitor), std::out_of_range);
  }
}

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
  Holder transfer([&](const auto& stand_still) { bank.transfer(1, 2, 5, stand_still); });
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
    Holder visit([&](const auto& stand_still) {
      bank.with_account(0, [&](long& /*balance*/) {
        stand_still();
        EXPECT_TRUE(bank.transfer(0, 1, 30, no_entry));
      });
    });
    Caller payment(
        [&] { EXPECT_TRUE(bank.transfer(up ? 0 : 1, up ? 1 : 0, 1, no_entry)); }, kBrisk);
    payment.blocks();
    visit.let_go();
    payment.finish();
    visit.finish();
    EXPECT_EQ(balances_of(bank, 2), (up ? Balances{69, 131} : Balances{71, 129}));
  }
}

// What one thread has done, another one asks for, in time; only the bank's own
// locks stand between the two.
TEST(AtTheSameTime, NoCallNeedsHelpFromItsCallers) {
  const std::vector<std::function<void(Bank&)>> questions{
      [](Bank& bank) { EXPECT_EQ(bank.balance(0), 70); },
      [](Bank& bank) { EXPECT_EQ(bank.balance(1), 80); },
      [](Bank& bank) { EXPECT_EQ(bank.total(), 150); },
      [](Bank& bank) { EXPECT_FALSE(bank.transfer(0, 1, 71, no_entry)); },
      [](Bank& bank) { EXPECT_TRUE(bank.transfer(1, 0, 80, no_entry)); },
      [](Bank& bank) {
        bank.with_account(0, [](long& balance) { EXPECT_EQ(balance--, 70); });
      },
      [](Bank& bank) {
        bank.with_account(1, [](long& balance) { EXPECT_EQ(balance--, 80); });
      },
  };
  for (const auto& ask : questions) {
    Bank bank({100, 50});
    Step moved;  // orders in time and does not synchronise
    Step asked;
    Caller other([&] {
      bank.transfer(0, 1, 30, no_entry);
      moved.take();
      EXPECT_TRUE(asked.wait());  // still alive: nothing has been joined yet
    });
    EXPECT_TRUE(moved.wait());
    ask(bank);
    asked.take();
    other.finish();
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

TEST(Total, BeginsWithoutDebts) {
  EXPECT_THROW(Bank({10, -1}), std::invalid_argument);
  EXPECT_THROW(Bank({std::numeric_limits<long>::min()}), std::invalid_argument);
  EXPECT_EQ(Bank({10, 0, 1}).total(), 11);
}

TEST(Total, WaitsForATransferThatIsUnderWay) {
  Bank bank({100, 50, 7});
  std::atomic<long> sum = 0;
  Holder transfer([&](const auto& stand_still) { bank.transfer(1, 2, 30, stand_still); });
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
  Holder visit([&](const auto& stand_still) {
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
    Holder visit([&](const auto& stand_still) {
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
  Holder visit([&](const auto& stand_still) {
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
