// expect: failed
// The last of two producers closes the queue, but "the last" is the one that was started last.
// It fails if that one is done first: the consumer ends without the other's items.

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
    must(!closed_, "nobody pushes into a closed queue");
    items_.push_back(item);
    changed_.notify_one();
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_one();
  }

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
  Queue queue;
  int sum = 0;
  std::thread consumer([&] {
    while (const std::optional<int> item = queue.pop()) {
      sum += *item;
    }
  });
  std::thread first([&] { queue.push(1); });
  std::thread last([&] {
    queue.push(2);
    queue.close();
  });
  first.join();
  last.join();
  consumer.join();
  must(sum == 3, "every item arrives");
}
