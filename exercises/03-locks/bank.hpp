// 03 Locks: a bank whose accounts are used by many threads at the same time.

#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace course {

// Writes a transfer down, wherever its caller wants it written. May take long,
// may throw, and may be called from several threads at once.
using Journal = std::function<void()>;

// Looks at the balance of one account, and may change it. May take long and may
// throw.
using Visitor = std::function<void(long& balance)>;

// Accounts with the numbers 0, 1, 2, ..., each with a balance.
//
// Every member may be called from several threads at the same time. A call
// *holds* the accounts that it works on: until it is done, the calls of other
// threads that need one of them wait. A call that waits sleeps: it uses no CPU
// and looks again only when it is woken, not every now and then. Calls that need
// other accounts go on, however many are held.
//
// A journal or a visitor runs on the thread that called the bank, while its
// accounts are held, and may call the same bank again:
//   a journal    may ask for the balances of its two accounts;
//   a visitor    may use every account that its thread holds, and besides them
//                those with larger numbers than all that its thread holds.
// It must not do more. Whoever holds account 5 and asks for account 3 may meet
// somebody who holds 3 and asks for 5, and total() asks for all.
//
// A Bank can be neither copied nor moved, and must not be destroyed while a
// call on it is under way. Banks know nothing of each other.
class Bank {
 public:
  // Account i begins with balances[i]; no balances make a bank without
  // accounts. Throws std::invalid_argument if one of them is negative. Their
  // sum must fit into a long.
  explicit Bank(std::vector<long> balances);
  ~Bank();
  Bank(const Bank&) = delete;
  Bank& operator=(const Bank&) = delete;

  // Moves `amount` from one account to another, and holds both meanwhile. True:
  // all of it was moved. False: there is less than `amount` in `from`; nothing
  // was moved, and `journal` was not called.
  //
  // `journal` is called once, when it is certain that there is enough and before
  // any money has moved. If it throws, whatever its type, nothing is moved, both
  // accounts can be used again, and the exception goes on to the caller. An
  // empty `journal` throws std::bad_function_call like any other.
  //
  // A transfer of 0 and one from an account to itself are transfers like any
  // other; they change no balance.
  //
  // Throws std::out_of_range if there is no such account, and
  // std::invalid_argument if `amount` is negative (one of the two if both are
  // true); `journal` is not called then.
  bool transfer(std::size_t from, std::size_t to, long amount, const Journal& journal);

  // The balance of an account that nobody else holds. Throws std::out_of_range
  // if there is no such account.
  long balance(std::size_t id) const;

  // The sum of all balances at one moment at which no other thread holds an
  // account: it waits until such a moment has come, and may keep others waiting
  // meanwhile. No money that is on its way is missing or counted twice. A bank
  // without accounts has 0. Must not be called while the calling thread holds an
  // account.
  long total() const;

  // Calls `visitor` once, and holds the account until it returns or throws.
  //
  // `balance` is the account's own: calls from within the visitor see what it
  // has written, and it sees what they change. Whatever it writes is allowed, a
  // negative balance too. If it throws, what it has written stays, the account
  // can be used again, and the exception goes on. An empty `visitor` throws
  // std::bad_function_call.
  //
  // Throws std::out_of_range if there is no such account.
  void with_account(std::size_t id, const Visitor& visitor);

 private:
  // What a bank consists of is up to bank.cpp.
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace course
