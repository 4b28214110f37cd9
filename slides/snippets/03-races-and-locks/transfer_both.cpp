// scoped_lock takes several locks at once, and keeps none while it waits for another.

#include <cstdio>
#include <mutex>
#include <thread>

struct Account {
  std::mutex mutex;
  long balance = 100;
};

// begin transfer
void transfer(Account& payer, Account& payee, long amount) {
  const std::scoped_lock both(payer.mutex, payee.mutex);
  payer.balance -= amount;
  payee.balance += amount;
}
// end transfer

int main() {
  Account anna;
  Account ben;
  {
    std::jthread one([&] {
      for (int i = 0; i < 10'000; ++i) transfer(anna, ben, 1);
    });
    std::jthread other([&] {
      for (int i = 0; i < 10'000; ++i) transfer(ben, anna, 1);
    });
  }
  std::printf("%ld and %ld\n", anna.balance, ben.balance);
}
