// expect: nothing
// A box is filled without a lock, handed on through a locked queue, and changed by its new owner.

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable filled;
  std::deque<std::unique_ptr<int>> boxes;
  std::thread sender([&] {
    for (int i = 1; i <= 3; ++i) {
      auto box = std::make_unique<int>(i);
      *box *= 10;
      const std::lock_guard lock(mutex);
      boxes.push_back(std::move(box));
      filled.notify_one();
    }
  });
  int sum = 0;
  for (int i = 0; i < 3; ++i) {
    std::unique_lock lock(mutex);
    filled.wait(lock, [&] { return !boxes.empty(); });
    const std::unique_ptr<int> box = std::move(boxes.front());
    boxes.pop_front();
    lock.unlock();
    *box += 1;
    sum += *box;
  }
  sender.join();
  must(sum == 63, "every box was changed by its owner alone");
}
