// scoped_lock takes several locks at once, and keeps none while it waits for another.

#include <cstdio>
#include <mutex>
#include <thread>

struct Account {
  std::mutex lock;
  long balance = 100;
};

void transfer(Account& from, Account& to, long amount) {
  // begin transfer
  std::scoped_lock both(from.lock, to.lock);
  from.balance -= amount;
  to.balance += amount;
  // end transfer
}

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
