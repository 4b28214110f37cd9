// expect: nothing
// Who holds one mutex only tries the other, and lets go of both if that fails: nobody waits
// holding.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex left;
  std::mutex right;
  int count = 0;
  const auto count_once = [&](std::mutex& first, std::mutex& second) {
    const std::lock_guard holding(first);
    const std::unique_lock trying(second, std::try_to_lock);
    if (trying.owns_lock()) {
      ++count;
    }
    return trying.owns_lock();
  };
  std::thread ann([&] {
    while (!count_once(left, right)) {
      std::this_thread::yield();
    }
  });
  std::thread bob([&] {
    while (!count_once(right, left)) {
      std::this_thread::yield();
    }
  });
  std::thread cat([&] {
    while (std::try_lock(left, right) != -1) {
      std::this_thread::yield();
    }
    ++count;
    left.unlock();
    right.unlock();
  });
  ann.join();
  bob.join();
  cat.join();
  must(count == 3, "everybody has had both");
}
