// expect: race
// A cache counts its hits, a plain number, while it holds the lock that readers share.
// It races if two readers come one after the other, with no writer between them.

#include <mutex>
#include <shared_mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Cache {
 public:
  int get() {
    const std::shared_lock lock(mutex_);
    ++hits_;
    return value_;
  }

  void set(int value) {
    const std::unique_lock lock(mutex_);
    value_ = value;
  }

 private:
  std::shared_mutex mutex_;
  int value_ = 0;
  int hits_ = 0;
};

int main() {
  Cache cache;
  cache.set(42);
  const auto read = [&] { must(cache.get() == 42, "the cache holds what was set"); };
  std::thread ann(read);
  std::thread bob(read);
  ann.join();
  bob.join();
}
