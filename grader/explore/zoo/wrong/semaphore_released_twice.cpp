// expect: failed
// A semaphore guards a room for one, and the first guest releases it twice.
// It fails if the two others are in the room at once.

#include <atomic>
#include <semaphore>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::counting_semaphore<8> door(1);
  std::atomic<int> inside = 0;
  std::vector<std::thread> guests;
  for (int i = 0; i < 3; ++i) {
    guests.emplace_back([&, i] {
      while (!door.try_acquire()) {
        std::this_thread::yield();
      }
      must(inside.fetch_add(1) == 0, "the room is for one");
      inside.fetch_sub(1);
      door.release();
      if (i == 0) {
        door.release();  // a clean-up that was already done
      }
    });
  }
  for (std::thread& guest : guests) {
    guest.join();
  }
}
