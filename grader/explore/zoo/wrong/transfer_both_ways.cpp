// expect: deadlock
// A transfer locks the payer and then the payee, so that two transfers in opposite directions lock
// in opposite order; it hangs if both have locked their payer.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

struct Account {
  std::mutex mutex;
  long balance = 100;
};

void transfer(Account& payer, Account& payee, long amount) {
  const std::lock_guard paying(payer.mutex);
  const std::lock_guard paid(payee.mutex);
  payer.balance -= amount;
  payee.balance += amount;
}

int main() {
  Account ann;
  Account bob;
  std::thread there([&] { transfer(ann, bob, 30); });
  std::thread back([&] { transfer(bob, ann, 10); });
  there.join();
  back.join();
  must(ann.balance == 80 && bob.balance == 120, "both transfers have happened");
}
