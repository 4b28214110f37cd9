// expect: nothing
// Three runners wait for one flag, which is set under the lock and told to all.

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable started;
  bool go = false;
  int arrived = 0;
  std::vector<std::thread> runners;
  for (int i = 0; i < 3; ++i) {
    runners.emplace_back([&] {
      std::unique_lock lock(mutex);
      started.wait(lock, [&] { return go; });
      ++arrived;
    });
  }
  {
    const std::lock_guard lock(mutex);
    must(arrived == 0, "nobody runs before the start");
    go = true;
    started.notify_all();
  }
  for (std::thread& runner : runners) {
    runner.join();
  }
  must(arrived == 3, "everybody arrives");
}
