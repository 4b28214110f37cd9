// expect: nothing
// Who holds one mutex only tries the other, and lets go of both if that fails: nobody waits holding.

#include <mutex>
#include <thread>

#include "../zoo.hpp"

int main() {
  std::mutex left;
  std::mutex right;
  int count = 0;
  const auto work = [&](std::mutex& first, std::mutex& second) {
    for (;;) {
      const std::unique_lock holding(first);
      const std::unique_lock trying(second, std::try_to_lock);
      if (trying.owns_lock()) {
        ++count;
        return;
      }
    }
  };
  std::thread ann([&] { work(left, right); });
  std::thread bob([&] { work(left, right); });
  std::thread cat([&] {
    const int failed = std::try_lock(left, right);
    if (failed == -1) {
      ++count;
      left.unlock();
      right.unlock();
    } else {
      work(left, right);
    }
  });
  ann.join();
  bob.join();
  cat.join();
  must(count == 3, "everybody has had both");
}
