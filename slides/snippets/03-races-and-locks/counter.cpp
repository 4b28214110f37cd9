// A counter whose lock stands beside what it guards, and both are private.

#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

class Counter {
 public:
  void increment() {
    const std::scoped_lock lock(mutex_);
    ++count_;
  }
  // begin value
  long value() const {
    const std::scoped_lock lock(mutex_);
    return count_;
  }

 private:
  mutable std::mutex mutex_;  // for count_
  long count_ = 0;
  // end value
};

int main() {
  Counter counter;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 100'000; ++i) {
          counter.increment();
        }
      });
    }
  }
  std::printf("%ld\n", counter.value());
}
