// expect: nothing
// A thread ends with a robust mutex locked: the next owner is told, repairs the state and goes on.

#include <pthread.h>

#include <cerrno>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  must(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST) == 0, "robust is known");
  pthread_mutex_t mutex;
  must(pthread_mutex_init(&mutex, &attributes) == 0, "the mutex is made");
  pthread_mutexattr_destroy(&attributes);
  int low = 0;
  int high = 0;
  std::thread dying([&] {
    if (pthread_mutex_lock(&mutex) == EOWNERDEAD) {
      pthread_mutex_consistent(&mutex);
    }
    ++low;  // and ends before it has raised the other
  });
  dying.join();
  const auto raise = [&] {
    const int got = pthread_mutex_lock(&mutex);
    must(got == 0 || got == EOWNERDEAD, "the mutex is usable");
    if (got == EOWNERDEAD) {
      high = low;
      must(pthread_mutex_consistent(&mutex) == 0, "the mutex is repaired");
    }
    ++low;
    ++high;
    must(pthread_mutex_unlock(&mutex) == 0, "the owner unlocks");
    return got == EOWNERDEAD;
  };
  bool ann_repaired = false;
  bool bob_repaired = false;
  std::thread ann([&] { ann_repaired = raise(); });
  std::thread bob([&] { bob_repaired = raise(); });
  ann.join();
  bob.join();
  must(ann_repaired != bob_repaired, "one of them was told");
  must(low == 3 && high == 3, "the state was repaired once");
  must(pthread_mutex_destroy(&mutex) == 0, "nobody holds the mutex at its end");
}
