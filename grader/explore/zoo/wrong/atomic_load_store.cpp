// expect: failed
// A counter is atomic, but is raised by a load and a store.
// It fails if both threads load the same value: one of the two steps is lost.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> visitors = 0;
  const auto count = [&] {
    for (int i = 0; i < 3; ++i) {
      visitors = visitors + 1;
    }
  };
  std::thread east(count);
  std::thread west(count);
  east.join();
  west.join();
  must(visitors == 6, "every visitor was counted");
}
