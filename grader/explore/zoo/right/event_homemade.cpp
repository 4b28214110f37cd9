// expect: nothing
// An event counts its settings, so that a waiter that looks late still sees that it was set.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Event {
 public:
  void set() {
    {
      const std::lock_guard lock(mutex_);
      ++settings_;
    }
    changed_.notify_all();
  }

  void wait_beyond(int seen) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return settings_ > seen; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int settings_ = 0;
};

int main() {
  Event event;
  int payload = 0;
  const auto follow = [&] {
    event.wait_beyond(0);
    event.wait_beyond(1);
    must(payload == 42, "what came before the second setting is there");
  };
  std::thread ann(follow);
  std::thread bob(follow);
  event.set();
  payload = 42;
  event.set();
  ann.join();
  bob.join();
}
