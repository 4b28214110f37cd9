// The lock is let go on every path: at the end, at a return, at a throw.

#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <thread>

// begin withdraw
std::mutex mutex;
int balance = 100;

void withdraw(int amount) {
  const std::scoped_lock lock(mutex);
  if (amount > balance) {
    throw std::runtime_error("too little");
  }
  balance -= amount;
}
// end withdraw

int main() {
  try {
    withdraw(500);
  } catch (const std::exception& error) {
    std::printf("first customer: %s\n", error.what());
  }
  std::jthread second([] {
    withdraw(30);
    std::printf("second customer: 30 of 100, %d left\n", balance);
  });
}
