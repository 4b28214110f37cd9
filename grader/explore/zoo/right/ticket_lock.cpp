// expect: nothing
// A ticket lock serves in the order of arrival; try_lock draws a ticket only if it is served at
// once.

#include <atomic>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class TicketLock {
 public:
  void lock() {
    const unsigned mine = next_.fetch_add(1);
    while (serving_ != mine) {
      std::this_thread::yield();
    }
  }

  bool try_lock() {
    unsigned mine = serving_;
    return next_.compare_exchange_strong(mine, mine + 1);
  }

  void unlock() { serving_.fetch_add(1); }

 private:
  std::atomic<unsigned> next_ = 0;
  std::atomic<unsigned> serving_ = 0;
};

int main() {
  TicketLock mutex;
  int count = 0;
  const auto enter = [&] {
    const std::lock_guard lock(mutex);
    ++count;
  };
  std::thread ann(enter);
  std::thread bob(enter);
  bool got_it = false;
  std::thread cat([&] {
    const std::unique_lock lock(mutex, std::try_to_lock);
    got_it = lock.owns_lock();
    if (got_it) {
      ++count;
    }
  });
  ann.join();
  bob.join();
  cat.join();
  must(count == (got_it ? 3 : 2), "one at a time");
}
