// expect: nothing
// A condition variable on the monotonic clock: what nobody signals times out, and what is signalled
// is seen whether the wait timed out or not.

#include <pthread.h>

#include <cerrno>
#include <ctime>
#include <thread>

#include "explore/zoo/zoo.hpp"

timespec in_two_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  time.tv_nsec += 2'000'000;
  if (time.tv_nsec >= 1'000'000'000) {
    time.tv_nsec -= 1'000'000'000;
    time.tv_sec += 1;
  }
  return time;
}

int main() {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  must(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0, "the clock is known");
  pthread_cond_t changed;
  must(pthread_cond_init(&changed, &attributes) == 0, "the condition variable is made");
  pthread_condattr_destroy(&attributes);
  bool ready = false;

  pthread_mutex_lock(&mutex);
  const timespec end = in_two_milliseconds();
  int waited = 0;
  while (waited == 0) {  // a wait may wake without a signal
    waited = pthread_cond_timedwait(&changed, &mutex, &end);
  }
  must(waited == ETIMEDOUT, "what nobody signals times out");
  pthread_mutex_unlock(&mutex);

  std::thread setter([&] {
    pthread_mutex_lock(&mutex);
    ready = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
  });
  std::thread timed([&] {
    pthread_mutex_lock(&mutex);
    while (!ready) {
      const timespec date = in_two_milliseconds();
      pthread_cond_timedwait(&changed, &mutex, &date);
    }
    pthread_mutex_unlock(&mutex);
  });
  std::thread waiter([&] {
    pthread_mutex_lock(&mutex);
    while (!ready) {
      pthread_cond_wait(&changed, &mutex);
    }
    pthread_mutex_unlock(&mutex);
  });
  setter.join();
  timed.join();
  waiter.join();
  must(pthread_cond_destroy(&changed) == 0, "nobody waits at the end");
  pthread_mutex_destroy(&mutex);
}
