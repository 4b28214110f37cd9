// expect: nothing
// Three stages joined by two queues; each closes the queue behind it when the one before it is
// empty.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Queue {
 public:
  void push(int item) {
    const std::lock_guard lock(mutex_);
    items_.push_back(item);
    changed_.notify_one();
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  // Nothing once the queue is closed and empty.
  std::optional<int> pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !items_.empty(); });
    if (items_.empty()) {
      return std::nullopt;
    }
    const int item = items_.front();
    items_.pop_front();
    return item;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<int> items_;
  bool closed_ = false;
};

int main() {
  Queue numbers;
  Queue squares;
  int sum = 0;
  std::thread source([&] {
    for (int i = 1; i <= 3; ++i) {
      numbers.push(i);
    }
    numbers.close();
  });
  std::thread squarer([&] {
    while (const std::optional<int> number = numbers.pop()) {
      squares.push(*number * *number);
    }
    squares.close();
  });
  std::thread sink([&] {
    while (const std::optional<int> square = squares.pop()) {
      sum += *square;
    }
  });
  source.join();
  squarer.join();
  sink.join();
  must(sum == 14, "every number comes out squared");
}
