// expect: deadlock
// A bounded queue with two condition variables, whose pop tells the consumers that there is room.
// It hangs if the producer finds the queue full and sleeps: nobody ever wakes it.

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
    not_empty_.notify_one();
    return item;
  }

 private:
  static constexpr std::size_t capacity = 2;
  std::mutex mutex_;
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::deque<int> items_;
};

int main() {
  Queue queue;
  int sum = 0;
  std::thread consumer([&] {
    for (int i = 0; i < 3; ++i) {
      sum += queue.pop();
    }
  });
  for (int i = 1; i <= 3; ++i) {
    queue.push(i);
  }
  consumer.join();
  must(sum == 6, "every item arrives");
}
