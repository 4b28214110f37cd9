// expect: nothing
// Three threads meet at a POSIX barrier twice, and in each round one of them is told that it is the
// serial one.

#include <pthread.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  pthread_barrier_t barrier;
  must(pthread_barrier_init(&barrier, nullptr, 3) == 0, "the barrier is made");
  std::array<int, 3> cells{};
  std::atomic<int> serial = 0;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 3; ++i) {
    threads.emplace_back([&, i] {
      cells[i] = 1;
      if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) {
        ++serial;
      }
      must(cells[0] + cells[1] + cells[2] == 3, "everybody has written");
      if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) {
        ++serial;
      }
      cells[i] = 2;
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(serial == 2, "each round has one serial thread");
  must(pthread_barrier_destroy(&barrier) == 0, "nobody waits at the end");
}
