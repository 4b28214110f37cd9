// expect: nothing
// A timed mutex is taken by lock, try_lock and timed tries; who does not get it tries again.

#include <chrono>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  using std::chrono::milliseconds;
  std::timed_mutex mutex;
  int count = 0;
  std::thread waiting([&] {
    const std::lock_guard lock(mutex);
    ++count;
  });
  std::thread trying([&] {
    while (!mutex.try_lock()) {
      std::this_thread::yield();
    }
    ++count;
    mutex.unlock();
  });
  std::thread timing([&] {
    while (!mutex.try_lock_for(milliseconds(5))) {
    }
    ++count;
    mutex.unlock();
  });
  std::thread dating([&] {
    while (!mutex.try_lock_until(std::chrono::system_clock::now() + milliseconds(5))) {
    }
    ++count;
    mutex.unlock();
  });
  waiting.join();
  trying.join();
  timing.join();
  dating.join();
  must(count == 4, "every kind of lock has counted");
}
