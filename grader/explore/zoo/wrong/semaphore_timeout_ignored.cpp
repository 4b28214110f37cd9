// expect: failed
// needs: time
// A permit is tried for 100 ms, and used and given back whether it came or not.
// It fails if the time passes while another holds the permit: two are inside.

#include <atomic>
#include <chrono>
#include <semaphore>
#include <thread>

#include "../zoo.hpp"

int main() {
  std::counting_semaphore<8> permit(1);
  std::atomic<int> inside = 0;
  std::thread patient([&] {
    permit.acquire();
    must(inside.fetch_add(1) == 0, "one at a time");
    inside.fetch_sub(1);
    permit.release();
  });
  std::thread hasty([&] {
    (void)permit.try_acquire_for(std::chrono::milliseconds(100));
    must(inside.fetch_add(1) == 0, "one at a time");
    inside.fetch_sub(1);
    permit.release();
  });
  patient.join();
  hasty.join();
}
