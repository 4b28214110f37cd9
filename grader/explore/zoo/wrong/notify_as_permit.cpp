// expect: deadlock
// A notification is taken for something that is kept until somebody waits.
// It hangs if the worker notifies after main has looked and before main waits.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Result {
 public:
  void set(int value) {
    {
      const std::lock_guard lock(mutex_);
      value_ = value;
    }
    finished_.notify_one();
  }

  int peek() {
    const std::lock_guard lock(mutex_);
    return value_;
  }

  void wait() {
    std::unique_lock lock(mutex_);
    finished_.wait(lock);
  }

 private:
  std::mutex mutex_;
  std::condition_variable finished_;
  int value_ = 0;
};

int main() {
  Result result;
  std::thread worker([&] { result.set(42); });
  if (result.peek() == 0) {
    result.wait();
  }
  worker.join();
  must(result.peek() == 42, "the worker has finished");
}
