// expect: failed
// A stack whose top() and pop() lock each for itself.
// It fails if both threads see the same top before either pops: one item comes twice, one never.

#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "explore/zoo/zoo.hpp"

class Stack {
 public:
  explicit Stack(std::vector<int> items) : items_(std::move(items)) {}

  int top() {
    const std::lock_guard lock(mutex_);
    return items_.back();
  }

  void pop() {
    const std::lock_guard lock(mutex_);
    items_.pop_back();
  }

 private:
  std::mutex mutex_;
  std::vector<int> items_;
};

int main() {
  Stack stack({1, 2, 4});
  std::atomic<int> sum = 0;
  const auto take = [&] {
    sum += stack.top();
    stack.pop();
  };
  std::thread ann(take);
  std::thread bob(take);
  ann.join();
  bob.join();
  must(sum == 6, "the two items on top were taken once each");
}
