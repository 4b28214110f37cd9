// A first event: a flag, a lock and a condition variable. It keeps its promise
// as long as nobody lowers the flag again.

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

class FirstEvent {
 public:
  // begin event
  void set() {
    const std::scoped_lock lock(mutex_);
    flag_ = true;
    raised_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    raised_.wait(lock, [&] { return flag_; });
  }
  // end event
  // begin clear
  void clear() {
    const std::scoped_lock lock(mutex_);
    flag_ = false;
  }
  // end clear

 private:
  // begin state
  std::mutex mutex_;
  std::condition_variable raised_;
  bool flag_ = false;
  // end state
};

int main() {
  FirstEvent opened;
  opened.clear();
  std::vector<std::jthread> visitors;
  for (int i = 0; i < 3; ++i) {
    visitors.emplace_back([&] {
      opened.wait();
      std::puts("in");
    });
  }
  opened.set();
}
