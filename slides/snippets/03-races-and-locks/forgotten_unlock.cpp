// WRONG: an exception between lock and unlock leaves the lock taken for ever.
// The second customer gives up after a while; a plain lock() would not.

#include <chrono>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <thread>

using namespace std::chrono_literals;

// begin withdraw
std::timed_mutex mutex;
int balance = 100;

void withdraw(int amount) {
  mutex.lock();
  if (amount > balance) {
    throw std::runtime_error("too little");
  }
  balance -= amount;
  mutex.unlock();
}
// end withdraw

int main() {
  try {
    withdraw(500);
  } catch (const std::exception& error) {
    std::printf("first customer: %s\n", error.what());
  }
  std::jthread second([] {
    if (!mutex.try_lock_for(200ms)) {
      std::puts("second customer: still locked after 200 ms");
    }
  });
}
