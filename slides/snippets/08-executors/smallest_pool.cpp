// The smallest pool that is right: a queue of tasks, and
// workers that take them. It has no shutdown of its own and
// copies nothing that it need not; exercise 07 asks for more.

#include <condition_variable>
#include <deque>
#include <future>
#include <iostream>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace {

using Task = std::packaged_task<int()>;

// The queue of exercise 04, without a limit.
class Queue {
 public:
  void push(Task task) {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    changed_.notify_one();
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  std::optional<Task> pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(
        lock, [this] { return closed_ || !tasks_.empty(); });
    if (tasks_.empty()) return std::nullopt;
    std::optional<Task> task(std::move(tasks_.front()));
    tasks_.pop_front();
    return task;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  bool closed_ = false;
};

}  // namespace

int main() {
  // begin pool
  Queue queue;
  const auto work = [&queue] {
    while (std::optional<Task> task = queue.pop()) {
      (*task)();  // nothing is locked here
    }
  };
  std::jthread first(work);
  std::jthread second(work);
  // end pool

  // begin submit
  Task task([] { return 6 * 7; });
  std::future<int> result = task.get_future();
  queue.push(std::move(task));
  std::cout << result.get() << '\n';
  queue.close();
  // end submit
}
