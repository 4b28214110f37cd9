// 4 x 100,000 increments of one counter, each under its lock.

#include <pthread.h>

#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "headline.hpp"
#include "processes.hpp"

namespace {

using headline::Results;

constexpr std::size_t kWorkers = 4;
constexpr int kIncrements = 100'000;

// std::mutex is for the threads of one process; this one lives in shared memory.
class ProcessMutex {
 public:
  ProcessMutex() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    const int error = pthread_mutex_init(&mutex_, &attributes);
    pthread_mutexattr_destroy(&attributes);
    check(error, "pthread_mutex_init");
  }
  ~ProcessMutex() { pthread_mutex_destroy(&mutex_); }
  ProcessMutex(const ProcessMutex&) = delete;
  ProcessMutex& operator=(const ProcessMutex&) = delete;

  void lock() { check(pthread_mutex_lock(&mutex_), "pthread_mutex_lock"); }
  void unlock() { pthread_mutex_unlock(&mutex_); }

 private:
  static void check(int error, const char* call) {
    if (error != 0) {
      throw std::system_error(error, std::generic_category(), call);
    }
  }

  pthread_mutex_t mutex_;
};

template <class Mutex>
struct Counter {
  Mutex mutex;
  std::uint64_t value = 0;
};

template <class Mutex>
void count(Counter<Mutex>& counter) {
  for (int i = 0; i < kIncrements; ++i) {
    const std::lock_guard lock(counter.mutex);
    ++counter.value;
  }
}

Results one_after_another() {
  Counter<std::mutex> counter;
  for (std::size_t i = 0; i < kWorkers; ++i) {
    count(counter);
  }
  return {counter.value};
}

Results threads() {
  Counter<std::mutex> counter;
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < kWorkers; ++i) {
      workers.emplace_back([&counter] { count(counter); });
    }
  }  // Every jthread joins here.
  return {counter.value};
}

Results processes() {
  headline::Shared<Counter<ProcessMutex>> counter;
  {
    const headline::Processes workers(kWorkers, [&counter](std::size_t) { count(*counter); });
  }
  return {counter->value};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: locked_counter WAY\n");
    return EXIT_FAILURE;
  }
  headline::run(argv[1], {one_after_another, threads, processes});
}
