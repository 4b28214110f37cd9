// expect: nothing
// Waits until a time on the steady and on the system clock: what nobody announces is not seen
// before its time, and what is set is seen whether the wait timed out or not.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  using std::chrono::milliseconds;
  using std::chrono::steady_clock;
  using std::chrono::system_clock;
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  {
    std::unique_lock lock(mutex);
    const auto end = steady_clock::now() + milliseconds(2);
    must(!changed.wait_until(lock, end, [&] { return ready; }), "nobody has set the flag");
    must(steady_clock::now() >= end, "the wait lasts until its time");
    const auto date = system_clock::now() + milliseconds(2);
    must(!changed.wait_until(lock, date, [&] { return ready; }), "nobody has set the flag");
  }
  std::thread setter([&] {
    const std::lock_guard lock(mutex);
    ready = true;
    changed.notify_all();
  });
  std::thread waiter([&] {
    std::unique_lock lock(mutex);
    auto date = system_clock::now() + milliseconds(1);
    while (!changed.wait_until(lock, date, [&] { return ready; })) {
      date += milliseconds(1);
    }
    must(ready, "the flag was seen");
  });
  setter.join();
  waiter.join();
}
