// expect: nothing
// A shared timed mutex is taken in every way it offers; who does not get it tries again.

#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  using std::chrono::milliseconds;
  std::shared_timed_mutex mutex;
  int low = 0;
  int high = 0;
  std::thread timed_writer([&] {
    while (!mutex.try_lock_for(milliseconds(5))) {
    }
    ++low;
    ++high;
    mutex.unlock();
  });
  std::thread dated_writer([&] {
    std::unique_lock lock(mutex, std::defer_lock);
    while (!lock.try_lock_until(std::chrono::steady_clock::now() + milliseconds(5))) {
    }
    ++low;
    ++high;
  });
  std::thread timed_reader([&] {
    std::shared_lock lock(mutex, std::defer_lock);
    while (!lock.try_lock_for(milliseconds(5))) {
    }
    must(low == high, "no reader sees half a write");
  });
  std::thread trying_reader([&] {
    while (!mutex.try_lock_shared()) {
      std::this_thread::yield();
    }
    must(low == high, "no reader sees half a write");
    mutex.unlock_shared();
  });
  timed_writer.join();
  dated_writer.join();
  timed_reader.join();
  trying_reader.join();
  must(low == 2, "both have written");
}
