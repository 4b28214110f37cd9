// expect: nothing
// A POSIX reader-writer lock by all its calls; who tries and fails waits for it.

#include <pthread.h>

#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
  int low = 0;
  int high = 0;
  std::thread writer([&] {
    must(pthread_rwlock_wrlock(&lock) == 0, "a writer gets in");
    ++low;
    ++high;
    pthread_rwlock_unlock(&lock);
  });
  std::thread trying_writer([&] {
    if (pthread_rwlock_trywrlock(&lock) != 0) {
      must(pthread_rwlock_wrlock(&lock) == 0, "a writer gets in");
    }
    ++low;
    ++high;
    pthread_rwlock_unlock(&lock);
  });
  std::thread reader([&] {
    must(pthread_rwlock_rdlock(&lock) == 0, "a reader gets in");
    must(low == high, "no reader sees half a write");
    pthread_rwlock_unlock(&lock);
  });
  std::thread trying_reader([&] {
    if (pthread_rwlock_tryrdlock(&lock) == 0) {
      must(low == high, "no reader sees half a write");
      pthread_rwlock_unlock(&lock);
    }
  });
  writer.join();
  trying_writer.join();
  reader.join();
  trying_reader.join();
  must(low == 2, "both have written");
  must(pthread_rwlock_destroy(&lock) == 0, "nobody holds the lock at its end");
}
