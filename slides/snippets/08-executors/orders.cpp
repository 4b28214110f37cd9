// Items 3, 1, 2: each takes that many tenths of a second, and
// they come back in the order of completion.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

#include "support/thread_pool.hpp"

namespace {

// The numbers of the items that are done, in the order in
// which they were.
class Finished {
 public:
  void add(std::size_t item) {
    const std::lock_guard lock(mutex_);
    items_.push_back(item);
    changed_.notify_one();
  }
  std::size_t next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !items_.empty(); });
    const std::size_t item = items_.front();
    items_.pop_front();
    return item;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::size_t> items_;
};

int wait(int item) {
  std::this_thread::sleep_for(item *
                              std::chrono::milliseconds(100));
  return item;
}

}  // namespace

int main() {
  using course::ThreadPool;
  const std::vector<int> items{3, 1, 2};
  // begin orders
  std::vector<std::future<int>> results;
  Finished done;  // a queue of item numbers
  ThreadPool pool(3);

  for (std::size_t i = 0; i < items.size(); ++i) {
    std::packaged_task<int()> call(
        [item = items[i]] { return wait(item); });
    results.push_back(call.get_future());
    pool.submit([&done, i, call = std::move(call)]() mutable {
      call();       // the future is ready, or has thrown
      done.add(i);  // tell whoever waits for the next
    });
  }
  for (std::size_t n = 0; n < items.size(); ++n) {
    std::cout << results[done.next()].get() << ' ';
  }
  // end orders
  std::cout << '\n';
}
