// expect: nothing
// std::lock takes two mutexes in any order, and guards adopt them; defer_lock does it the other
// way.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex left;
  std::mutex right;
  int moved = 0;
  std::thread adopting([&] {
    std::lock(left, right);
    const std::lock_guard first(left, std::adopt_lock);
    const std::lock_guard second(right, std::adopt_lock);
    ++moved;
  });
  std::thread deferring([&] {
    std::unique_lock first(right, std::defer_lock);
    std::unique_lock second(left, std::defer_lock);
    std::lock(first, second);
    ++moved;
  });
  adopting.join();
  deferring.join();
  must(moved == 2, "both have moved");
}
