// expect: nothing
// Tasks go to a worker through a queue, and their results come back through futures.

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable filled;
  std::deque<std::packaged_task<int()>> tasks;
  std::thread worker([&] {
    for (int i = 0; i < 3; ++i) {
      std::unique_lock lock(mutex);
      filled.wait(lock, [&] { return !tasks.empty(); });
      std::packaged_task<int()> task = std::move(tasks.front());
      tasks.pop_front();
      lock.unlock();
      task();
    }
  });
  std::vector<std::future<int>> results;
  for (int i = 1; i <= 3; ++i) {
    std::packaged_task<int()> square([i] { return i * i; });
    results.push_back(square.get_future());
    const std::lock_guard lock(mutex);
    tasks.push_back(std::move(square));
    filled.notify_one();
  }
  int sum = 0;
  for (std::future<int>& result : results) {
    sum += result.get();
  }
  worker.join();
  must(sum == 14, "every task has its result");
}
