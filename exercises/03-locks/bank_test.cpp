// Tests of single calls: transfers, their journals, and visitors.

#include "bank.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <stdexcept>

#include "standing_call.hpp"
#include "support/caller.hpp"

namespace course {
namespace {

using support::Caller;

constexpr std::size_t kNoSuchAccount = std::numeric_limits<std::size_t>::max();

struct DiskFull : std::runtime_error {
  DiskFull() : std::runtime_error("disk full") {}
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

TEST(Transfer, BeginsInABankWithoutDebts) {
  EXPECT_THROW(Bank({10, -1}), std::invalid_argument);
  EXPECT_THROW(Bank({std::numeric_limits<long>::min()}), std::invalid_argument);
  EXPECT_EQ(balances_of(Bank({10, 0, 1}), 3), (Balances{10, 0, 1}));
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
  StandingCall visit([&](const auto& stand_still) {
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
  StandingCall visit([&](const auto& stand_still) {
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
  StandingCall transfer([&](const auto& stand_still) { bank.transfer(0, 1, 30, stand_still); });
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
  StandingCall visit([&](const auto& stand_still) {
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

}  // namespace
}  // namespace course
