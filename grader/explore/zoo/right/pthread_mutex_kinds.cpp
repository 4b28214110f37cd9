// expect: nothing
// A recursive mutex may be locked again by its owner, an error-checking one says EDEADLK and EPERM.

#include <pthread.h>

#include <cerrno>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Mutex {
 public:
  explicit Mutex(int kind) {
    pthread_mutexattr_t attributes;
    must(pthread_mutexattr_init(&attributes) == 0, "attributes are made");
    must(pthread_mutexattr_settype(&attributes, kind) == 0, "the kind is known");
    must(pthread_mutex_init(&mutex_, &attributes) == 0, "the mutex is made");
    pthread_mutexattr_destroy(&attributes);
  }
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;
  ~Mutex() { must(pthread_mutex_destroy(&mutex_) == 0, "nobody holds the mutex at its end"); }

  int lock() { return pthread_mutex_lock(&mutex_); }
  int unlock() { return pthread_mutex_unlock(&mutex_); }

 private:
  pthread_mutex_t mutex_;
};

int main() {
  Mutex recursive(PTHREAD_MUTEX_RECURSIVE);
  Mutex checking(PTHREAD_MUTEX_ERRORCHECK);
  int count = 0;
  int checked = 0;
  const auto work = [&] {
    must(recursive.lock() == 0 && recursive.lock() == 0, "the owner may lock again");
    ++count;
    must(recursive.unlock() == 0 && recursive.unlock() == 0, "and unlocks as often");
    must(checking.unlock() == EPERM, "only the owner unlocks");
    must(checking.lock() == 0, "the first lock succeeds");
    must(checking.lock() == EDEADLK, "the owner does not lock twice");
    ++checked;
    must(checking.unlock() == 0, "the owner unlocks");
  };
  std::thread ann(work);
  std::thread bob(work);
  ann.join();
  bob.join();
  must(count == 2 && checked == 2, "both have counted");
}
