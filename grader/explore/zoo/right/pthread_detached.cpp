// expect: nothing
// A thread that is created detached posts a semaphore as the last thing that it does with main's
// data.

#include <pthread.h>
#include <semaphore.h>

#include "explore/zoo/zoo.hpp"

struct Letter {
  int number = 0;
  sem_t sent;
};

Letter letter;

extern "C" void* write_letter(void*) {
  letter.number = 42;
  sem_post(&letter.sent);
  return nullptr;
}

int main() {
  must(sem_init(&letter.sent, 0, 0) == 0, "the semaphore is made");
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread{};
  must(pthread_create(&thread, &attributes, write_letter, nullptr) == 0, "the thread is started");
  pthread_attr_destroy(&attributes);
  while (sem_wait(&letter.sent) != 0) {
  }
  must(letter.number == 42, "the letter has come");
}
