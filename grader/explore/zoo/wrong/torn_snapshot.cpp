// expect: failed
// A transfer locks one account after the other, never both, while an auditor adds them up.
// It fails if the auditor comes after the money has left one account and before it is in the other.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

struct Account {
  std::mutex mutex;
  long balance = 100;

  void add(long amount) {
    const std::lock_guard lock(mutex);
    balance += amount;
  }
};

int main() {
  Account ann;
  Account bob;
  std::thread transfer([&] {
    ann.add(-40);
    bob.add(40);
  });
  std::thread auditor([&] {
    const std::scoped_lock both(ann.mutex, bob.mutex);
    must(ann.balance + bob.balance == 200, "no money is ever missing");
  });
  transfer.join();
  auditor.join();
}
