// expect: nothing
// A binary semaphore as a mutex, taken by try_acquire and by timed tries, each again until it
// comes.

#include <chrono>
#include <semaphore>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  using std::chrono::milliseconds;
  std::binary_semaphore permit(1);
  int count = 0;
  std::thread trying([&] {
    while (!permit.try_acquire()) {
      std::this_thread::yield();
    }
    ++count;
    permit.release();
  });
  std::thread timing([&] {
    while (!permit.try_acquire_for(milliseconds(2))) {
    }
    ++count;
    permit.release();
  });
  std::thread dating([&] {
    while (!permit.try_acquire_until(std::chrono::steady_clock::now() + milliseconds(2))) {
    }
    ++count;
    permit.release();
  });
  trying.join();
  timing.join();
  dating.join();
  must(count == 3, "every kind of try has counted");
}
