// expect: nothing
// Each thread counts in an object of its own, whose destructor adds it to a sum before join
// returns.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

std::mutex sum_mutex;
int sum = 0;

class Counter {
 public:
  ~Counter() {
    const std::lock_guard lock(sum_mutex);
    sum += count_;
  }

  void count() { ++count_; }

 private:
  int count_ = 0;
};

thread_local Counter counter;

int main() {
  std::thread ann([] {
    counter.count();
    counter.count();
  });
  std::thread bob([] { counter.count(); });
  ann.join();
  bob.join();
  const std::lock_guard lock(sum_mutex);
  must(sum == 3, "both counters were added");
}
