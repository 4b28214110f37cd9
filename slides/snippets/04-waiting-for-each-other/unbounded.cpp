// A producer that is faster than its consumer, and the most that ever waits
// between them. Short sleeps play the consumer's work.

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

using namespace std::chrono_literals;

class Queue {
 public:
  explicit Queue(std::size_t capacity) : capacity_(capacity) {}

  // begin push
  void push(int item) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return !full(); });
    items_.push_back(item);
    most_ = std::max(most_, items_.size());
    items_came_.notify_one();
  }
  // end push
  int pop() {
    std::unique_lock lock(mutex_);
    items_came_.wait(lock, [&] { return !items_.empty(); });
    const int item = items_.front();
    items_.pop_front();
    room_.notify_one();
    return item;
  }
  std::size_t most() {
    const std::scoped_lock lock(mutex_);
    return most_;
  }

 private:
  bool full() const { return items_.size() == capacity_; }

  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable items_came_;
  std::deque<int> items_;
  std::size_t most_ = 0;
};

void run(std::size_t capacity) {
  Queue queue(capacity);
  {
    std::jthread producer([&] {
      for (int i = 0; i < 200; ++i) queue.push(i);
    });
    for (int i = 0; i < 200; ++i) {
      queue.pop();
      std::this_thread::sleep_for(1ms);
    }
  }
  std::printf("room for %4zu: at most %3zu waited\n", capacity, queue.most());
}

int main() {
  run(1'000'000);
  run(8);
}
