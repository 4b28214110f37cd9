// WRONG: two transfers take the same two locks in opposite orders. Here one
// comes after the other, so nothing hangs; ThreadSanitizer sees it all the same.
// build: tsan
// exits: 66

#include <mutex>
#include <thread>

struct Account {
  std::mutex mutex;
  long balance = 100;
};

void transfer(Account& payer, Account& payee, long amount) {
  const std::scoped_lock first(payer.mutex);
  const std::scoped_lock second(payee.mutex);
  payer.balance -= amount;
  payee.balance += amount;
}

int main() {
  Account anna;
  Account ben;
  std::jthread([&] { transfer(anna, ben, 5); }).join();
  std::jthread([&] { transfer(ben, anna, 7); }).join();
}
