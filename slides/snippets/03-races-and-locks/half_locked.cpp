// WRONG: increment locks, value does not. A lock keeps out only those who ask
// for it.
// build: tsan
// exits: 66

#include <cstdio>
#include <mutex>
#include <thread>

// begin counter
class Counter {
 public:
  void increment() {
    const std::scoped_lock lock(mutex_);
    ++count_;
  }
  long value() const { return count_; }

 private:
  std::mutex mutex_;
  long count_ = 0;
};
// end counter

int main() {
  Counter counter;
  std::jthread writer([&] { counter.increment(); });
  std::jthread reader([&] { std::printf("%s", counter.value() > 1 ? "two" : ""); });
}
