// expect: failed
// adversary: time
// A permit is tried for 100 ms, and taken for granted whether it came or not.
// It fails if the time passes before the one who is inside has left.

#include <atomic>
#include <chrono>
#include <semaphore>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::counting_semaphore<8> permit(0);
  std::atomic<int> inside = 1;  // the first guest, who has the permit
  std::thread first([&] {
    inside.fetch_sub(1);
    permit.release();
  });
  std::thread second([&] {
    (void)permit.try_acquire_for(std::chrono::milliseconds(100));
    must(inside.fetch_add(1) == 0, "one at a time");
    inside.fetch_sub(1);
    permit.release();
  });
  first.join();
  second.join();
}
