// expect: race
// One thread tries the lock and goes on whether it has it or not.
// It races if the other holds the lock at that moment.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  int hits = 0;
  std::thread patient([&] {
    const std::lock_guard lock(mutex);
    ++hits;
  });
  std::thread hasty([&] {
    const std::unique_lock lock(mutex, std::try_to_lock);
    ++hits;
  });
  patient.join();
  hasty.join();
  must(hits > 0, "something was counted");
}
