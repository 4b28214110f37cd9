// expect: nothing
// A bounded queue with a condition variable for room and one for items, and waits that look again.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Queue {
 public:
  void push(int item) {
    std::unique_lock lock(mutex_);
    not_full_.wait(lock, [&] { return items_.size() < capacity; });
    items_.push_back(item);
    not_empty_.notify_one();
  }

  int pop() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [&] { return !items_.empty(); });
    const int item = items_.front();
    items_.pop_front();
    not_full_.notify_one();
    return item;
  }

 private:
  static constexpr std::size_t capacity = 1;
  std::mutex mutex_;
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::deque<int> items_;
};

int main() {
  Queue queue;
  int left = 0;
  int right = 0;
  std::thread ann([&] { left = queue.pop() + queue.pop(); });
  std::thread bob([&] { right = queue.pop() + queue.pop(); });
  std::thread cat([&] {
    queue.push(1);
    queue.push(2);
  });
  queue.push(4);
  queue.push(8);
  ann.join();
  bob.join();
  cat.join();
  must(left + right == 15, "every item was taken once");
}
