// A process dies with a lock in its hand. A plain lock stays
// locked for ever; a robust one is handed on, with a word
// about what has happened.

#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <new>

namespace {

// The code of pthread_mutex_clocklock after a child has died
// with the lock.
int lock_after_a_death(bool robust) {
  void* page = mmap(nullptr, sizeof(pthread_mutex_t),
                    PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return errno;
  auto& lock = *new (page) pthread_mutex_t;
  // begin kind
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
  if (robust) {
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
  }
  pthread_mutex_init(&lock, &kind);
  // end kind
  pthread_mutexattr_destroy(&kind);

  const pid_t child = fork();
  if (child == 0) {
    pthread_mutex_lock(&lock);
    _exit(0);  // or SIGKILL: the lock is not released
  }
  waitpid(child, nullptr, 0);

  timespec until{};
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_sec += 1;
  const int code =
      pthread_mutex_clocklock(&lock, CLOCK_MONOTONIC, &until);
  if (code == EOWNERDEAD) {
    // What the lock protects is half done here: mend it, then
    // say so.
    pthread_mutex_consistent(&lock);
    pthread_mutex_unlock(&lock);
  }
  munmap(page, sizeof(pthread_mutex_t));
  return code;
}

const char* name(int code) {
  return code == EOWNERDEAD  ? "EOWNERDEAD at once"
         : code == ETIMEDOUT ? "ETIMEDOUT after 1 s"
                             : "?";
}

}  // namespace

int main() {
  std::cout << "plain:  " << name(lock_after_a_death(false))
            << '\n';
  std::cout << "robust: " << name(lock_after_a_death(true))
            << '\n';
}
