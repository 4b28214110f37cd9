// expect: livelock
// A thread looks under the lock whether the other is done, sleeping in between; the
// other leaves without a word if it was told to stop before it began.

#include <chrono>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  bool stopped = false;
  bool done = false;
  std::thread worker([&] {
    const std::lock_guard lock(mutex);
    if (!stopped) {
      done = true;
    }
  });
  {
    const std::lock_guard lock(mutex);
    stopped = true;
  }
  for (bool seen = false; !seen;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const std::lock_guard lock(mutex);
    seen = done;
  }
  worker.join();
  must(done, "it was waited for");
}
