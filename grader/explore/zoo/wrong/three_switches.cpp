// expect: failed
// A door is requested and opened by one thread, granted and shut by the other, and each looks once.
// It fails in one order only: request, grant, open, and then the shutting that finds it open.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

enum class Door { closed, requested, granted, open };

int main() {
  std::atomic<Door> door = Door::closed;
  std::thread guest([&] {
    if (door == Door::closed) {
      door = Door::requested;
    }
    if (door == Door::granted) {
      door = Door::open;
    }
  });
  std::thread guard([&] {
    if (door == Door::requested) {
      door = Door::granted;
    }
    must(door != Door::open, "the guard leaves a closed door behind");
  });
  guest.join();
  guard.join();
}
