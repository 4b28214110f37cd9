// expect: nothing
// A POSIX mutex by lock, trylock and timedlock; who does not get it tries again.

#include <pthread.h>

#include <cerrno>
#include <ctime>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  int count = 0;
  std::thread waiting([&] {
    must(pthread_mutex_lock(&mutex) == 0, "a lock is taken");
    ++count;
    pthread_mutex_unlock(&mutex);
  });
  std::thread trying([&] {
    int got = pthread_mutex_trylock(&mutex);
    while (got != 0) {
      must(got == EBUSY, "a lock that is not taken is busy");
      std::this_thread::yield();
      got = pthread_mutex_trylock(&mutex);
    }
    ++count;
    pthread_mutex_unlock(&mutex);
  });
  std::thread timing([&] {
    int got = ETIMEDOUT;
    while (got == ETIMEDOUT) {
      timespec end{};
      clock_gettime(CLOCK_REALTIME, &end);
      end.tv_sec += 1;
      got = pthread_mutex_timedlock(&mutex, &end);
    }
    must(got == 0, "a lock is taken in time");
    ++count;
    pthread_mutex_unlock(&mutex);
  });
  waiting.join();
  trying.join();
  timing.join();
  must(count == 3, "one at a time");
  must(pthread_mutex_destroy(&mutex) == 0, "nobody holds the mutex at its end");
}
