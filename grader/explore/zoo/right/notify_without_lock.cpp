// expect: nothing
// A counter is atomic for those who only look, is changed under the lock, and is told of without
// it.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<int> done = 0;
  const auto work = [&] {
    {
      const std::lock_guard lock(mutex);
      ++done;
    }
    changed.notify_all();
  };
  std::thread ann(work);
  std::thread bob(work);
  std::thread onlooker([&] {
    const int seen = done;
    must(seen >= 0 && seen <= 2, "an onlooker sees a number that was");
  });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done == 2; });
  }
  ann.join();
  bob.join();
  onlooker.join();
}
