// expect: failed
// A POSIX semaphore guards a room for one, and one guest enters even if sem_trywait refused.
// It fails if the other is inside at that moment.

#include <semaphore.h>

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  sem_t door;
  must(sem_init(&door, 0, 1) == 0, "the semaphore is made");
  std::atomic<int> inside = 0;
  const auto visit = [&] {
    must(inside.fetch_add(1) == 0, "the room is for one");
    inside.fetch_sub(1);
    sem_post(&door);
  };
  std::thread polite([&] {
    sem_wait(&door);
    visit();
  });
  std::thread rude([&] {
    sem_trywait(&door);
    visit();
  });
  polite.join();
  rude.join();
  sem_destroy(&door);
}
