// expect: nothing
// POSIX semaphores: wait, trywait and timedwait in loops, and getvalue when all is done.

#include <semaphore.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <ctime>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  sem_t filled;
  must(sem_init(&filled, 0, 0) == 0, "the semaphore is made");
  std::array<int, 3> items{};
  std::atomic<std::size_t> next = 0;
  std::atomic<int> sum = 0;
  const auto take = [&] { sum += items.at(next.fetch_add(1)); };
  std::thread waiting([&] {
    while (sem_wait(&filled) != 0) {
    }
    take();
  });
  std::thread trying([&] {
    while (sem_trywait(&filled) != 0) {
      std::this_thread::yield();
    }
    take();
  });
  std::thread timing([&] {
    timespec end{};
    do {
      clock_gettime(CLOCK_REALTIME, &end);
      end.tv_sec += 1;
    } while (sem_timedwait(&filled, &end) != 0);
    take();
  });
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i] = static_cast<int>(i) + 1;
    sem_post(&filled);
  }
  waiting.join();
  trying.join();
  timing.join();
  int left = -1;
  must(sem_getvalue(&filled, &left) == 0 && left == 0, "every permit was used");
  must(sum == 6, "every item was taken once");
  sem_destroy(&filled);
}
