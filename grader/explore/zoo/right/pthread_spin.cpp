// expect: nothing
// A POSIX spin lock, taken by lock and by trylock with yields.

#include <pthread.h>

#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  pthread_spinlock_t lock;
  must(pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE) == 0, "the lock is made");
  int count = 0;
  const auto work = [&] {
    must(pthread_spin_lock(&lock) == 0, "a lock is taken");
    ++count;
    pthread_spin_unlock(&lock);
  };
  std::thread ann(work);
  std::thread bob(work);
  std::thread cat([&] {
    while (pthread_spin_trylock(&lock) != 0) {
      std::this_thread::yield();
    }
    ++count;
    pthread_spin_unlock(&lock);
  });
  ann.join();
  bob.join();
  cat.join();
  must(count == 3, "one at a time");
  pthread_spin_destroy(&lock);
}
