// expect: deadlock
// Two threads read one table and write the other, each in its own order of locks.
// It hangs if both hold their shared lock before either asks for the exclusive one.

#include <mutex>
#include <shared_mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::shared_mutex left_mutex;
  std::shared_mutex right_mutex;
  int left = 1;
  int right = 1;
  std::thread to_right([&] {
    const std::shared_lock reading(left_mutex);
    const std::unique_lock writing(right_mutex);
    right += left;
  });
  std::thread to_left([&] {
    const std::shared_lock reading(right_mutex);
    const std::unique_lock writing(left_mutex);
    left += right;
  });
  to_right.join();
  to_left.join();
  must(left + right == 5, "one is added to the other, and then back");
}
