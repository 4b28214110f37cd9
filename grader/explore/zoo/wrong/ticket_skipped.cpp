// expect: livelock
// A ticket lock whose try_lock draws a ticket, and walks away with it if others are before it.
// It spins for ever if somebody draws after such a ticket: that one is never served.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

class TicketLock {
 public:
  void lock() {
    const int mine = next_.fetch_add(1);
    while (serving_ != mine) {
      std::this_thread::yield();
    }
  }

  bool try_lock() { return next_.fetch_add(1) == serving_; }

  void unlock() { serving_.fetch_add(1); }

 private:
  std::atomic<int> next_ = 0;
  std::atomic<int> serving_ = 0;
};

int main() {
  TicketLock guard;
  std::atomic<int> inside = 0;
  const auto visit = [&] {
    must(inside.fetch_add(1) == 0, "one at a time");
    inside.fetch_sub(1);
    guard.unlock();
  };
  std::thread ann([&] {
    guard.lock();
    visit();
  });
  std::thread bob([&] {
    if (guard.try_lock()) {
      visit();
    }
  });
  std::thread cat([&] {
    guard.lock();
    visit();
  });
  ann.join();
  bob.join();
  cat.join();
}
