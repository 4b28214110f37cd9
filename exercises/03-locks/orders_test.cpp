// Small enough to be run in hundreds of orders of their threads.

#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>

#include "standing_call.hpp"
#include "support/together.hpp"

namespace course {
namespace {

using support::together;

TEST(Orders, PaymentsInACircle) {
  Bank bank({10, 10, 10});
  together({[&] { bank.transfer(0, 1, 10, no_entry); }, [&] { bank.transfer(1, 2, 10, no_entry); },
            [&] { bank.transfer(2, 0, 10, no_entry); }});
  EXPECT_EQ(balances_of(bank, 3), (Balances{10, 10, 10}));
}

TEST(Orders, TwoWantAllTheMoney) {
  Bank bank({0, 100, 0});
  bool first = false;
  bool second = false;
  together({[&] { first = bank.transfer(1, 0, 100, no_entry); },
            [&] { second = bank.transfer(1, 2, 100, no_entry); }});
  EXPECT_NE(first, second) << "one of the two gets it, and only one";
  EXPECT_EQ(bank.balance(1), 0);
  EXPECT_EQ(bank.balance(0) + bank.balance(2), 100);
}

TEST(Orders, TheTotalIsOfOneMoment) {
  Bank bank({30, 0, 0});
  long total = 0;
  together({[&] {
              bank.transfer(0, 1, 10, no_entry);
              bank.transfer(1, 2, 10, no_entry);
            },
            [&] { bank.transfer(0, 2, 10, no_entry); }, [&] { total = bank.total(); }});
  EXPECT_EQ(total, 30) << "money was missing, or counted twice";
}

TEST(Orders, AVisitorMayGoUpwards) {
  Bank bank({10, 10});
  long total = 0;
  together({[&] {
              bank.with_account(0, [&](long& balance) {
                balance += 1;
                bank.transfer(0, 1, 1, no_entry);
                balance -= bank.balance(1) - 11;
              });
            },
            [&] { bank.transfer(1, 0, 0, no_entry); }, [&] { total = bank.total(); }});
  EXPECT_EQ(balances_of(bank, 2), (Balances{10, 11}));
  EXPECT_TRUE(total == 20 || total == 21) << "of a moment before or after the visit, not " << total;
}

TEST(Orders, NobodySeesWhatAVisitorHasDoneHalfway) {
  Bank bank({10, 10});
  long seen = 0;
  together({[&] {
              bank.with_account(0, [&](long& balance) {
                balance = 0;
                EXPECT_EQ(bank.balance(0), 0);
                balance = 10;
              });
            },
            [&] { bank.transfer(0, 0, 10, no_entry); }, [&] { seen = bank.balance(0); }});
  EXPECT_EQ(seen, 10);
  EXPECT_EQ(balances_of(bank, 2), (Balances{10, 10}));
}

TEST(Orders, AJournalThatThrowsKeepsNobodyOut) {
  Bank bank({10, 10});
  const auto fails = [&] {
    EXPECT_THROW(bank.transfer(0, 1, 5, [] { throw std::runtime_error("disk full"); }),
                 std::runtime_error);
  };
  together({fails, [&] { bank.transfer(1, 0, 5, no_entry); }});
  EXPECT_EQ(balances_of(bank, 2), (Balances{15, 5}));
}

}  // namespace
}  // namespace course
