// expect: failed AnyMoment.AConsumerKilledAsItWakesTakesNobodysWakeUpWithIt
// Sleepers go through a gate one after the other, and each leaves it open behind
// itself. Whoever dies in it leaves it shut, and the others sleep on.

#include "shared_queue.hpp"

#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstdint>
#include <limits>
#include <system_error>

namespace course {
namespace {

void check(int error, const char* call) {
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), call);
  }
}

// A gate for those who sleep until something changes: open while the semaphore is 1.
struct Sleepers {
  sem_t gate;

  Sleepers() { check(sem_init(&gate, /*pshared=*/1, /*value=*/0) == 0 ? 0 : errno, "sem_init"); }

  // With the lock held.
  void wake_all() {
    int value = 0;
    sem_getvalue(&gate, &value);
    if (value == 0) {
      sem_post(&gate);
    }
  }
};

}  // namespace

// Nothing in here needs repair after a death: every change of the queue is one
// number that is written last.
struct SharedQueue::Pages {
  Pages(std::size_t capacity, std::size_t message_size, std::size_t bytes)
      : capacity(capacity), message_size(message_size), bytes(bytes) {
    pthread_mutexattr_t attributes;
    check(pthread_mutexattr_init(&attributes), "pthread_mutexattr_init");
    check(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), "setpshared");
    check(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST), "setrobust");
    check(pthread_mutex_init(&mutex, &attributes), "pthread_mutex_init");
    pthread_mutexattr_destroy(&attributes);
  }

  // Message number n, counted from the first that was ever pushed. The messages
  // lie behind this struct.
  std::span<std::byte> message(std::uint64_t n) {
    const auto messages = reinterpret_cast<std::byte*>(this + 1);
    return {messages + n % capacity * message_size, message_size};
  }

  const std::size_t capacity;
  const std::size_t message_size;
  const std::size_t bytes;  // of all pages
  pthread_mutex_t mutex;
  Sleepers while_empty;
  Sleepers while_full;
  std::uint64_t pushed = 0;  // messages, ever
  std::uint64_t popped = 0;
  bool closed = false;
};

namespace {

// Holds the mutex of the queue as long as it lives.
class Lock {
 public:
  explicit Lock(pthread_mutex_t& mutex) : mutex_(mutex) { lock(); }
  ~Lock() { pthread_mutex_unlock(&mutex_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  template <class Ready>
  void wait_until(Ready ready, Sleepers& sleepers) {
    while (!ready()) {
      sem_trywait(&sleepers.gate);  // shut
      pthread_mutex_unlock(&mutex_);
      sem_wait(&sleepers.gate);  // whatever ended it, a signal too: look again
      sem_post(&sleepers.gate);  // for whoever comes next
      lock();
    }
  }

 private:
  void lock() {
    const int error = pthread_mutex_lock(&mutex_);
    check(error == EOWNERDEAD ? pthread_mutex_consistent(&mutex_) : error, "pthread_mutex_lock");
  }

  pthread_mutex_t& mutex_;
};

}  // namespace

void SharedQueue::Unmap::operator()(Pages* pages) const noexcept { munmap(pages, pages->bytes); }

SharedQueue::SharedQueue(std::size_t capacity, std::size_t message_size) {
  constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max() - sizeof(Pages);
  if (capacity == 0 || message_size == 0 || capacity > kMost / message_size) {
    throw std::invalid_argument("no room for such messages");
  }
  const std::size_t bytes = sizeof(Pages) + capacity * message_size;
  void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                            /*fd=*/-1, /*offset=*/0);
  check(memory == MAP_FAILED ? errno : 0, "mmap");
  pages_.reset(std::construct_at(static_cast<Pages*>(memory), capacity, message_size, bytes));
}

// Neither the mutex nor the semaphores are destroyed: others may still use them.
SharedQueue::~SharedQueue() = default;

void SharedQueue::push(const Write& write) {
  if (!write) {
    throw std::invalid_argument("nothing to write the message with");
  }
  Pages& pages = *pages_;
  Lock lock(pages.mutex);
  lock.wait_until([&] { return pages.closed || pages.pushed - pages.popped < pages.capacity; },
                  pages.while_full);
  if (pages.closed) {
    throw QueueClosed();
  }
  write(pages.message(pages.pushed));
  pages.while_empty.wake_all();
  ++pages.pushed;
}

bool SharedQueue::pop(const Read& read) {
  if (!read) {
    throw std::invalid_argument("nothing to read the message with");
  }
  Pages& pages = *pages_;
  Lock lock(pages.mutex);
  lock.wait_until([&] { return pages.closed || pages.pushed != pages.popped; }, pages.while_empty);
  if (pages.pushed == pages.popped) {
    return false;
  }
  read(pages.message(pages.popped));
  pages.while_full.wake_all();
  ++pages.popped;
  return true;
}

void SharedQueue::close() {
  Pages& pages = *pages_;
  const Lock lock(pages.mutex);
  pages.while_empty.wake_all();
  pages.while_full.wake_all();
  pages.closed = true;
}

std::size_t SharedQueue::size() const {
  const Lock lock(pages_->mutex);
  return pages_->pushed - pages_->popped;
}

}  // namespace course
