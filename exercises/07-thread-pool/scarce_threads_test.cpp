// No test: the name puts the file among the objects of the test program.

#include "scarce_threads.hpp"

#include <dlfcn.h>
#include <pthread.h>

#include <atomic>
#include <cerrno>
#include <limits>

#include "support/sanitizer.hpp"

namespace course {
namespace {

constexpr int kPlenty = std::numeric_limits<int>::max() / 2;

constinit std::atomic<int> threads_left = kPlenty;

}  // namespace

ScarceThreads::ScarceThreads(int threads) { threads_left = threads; }

ScarceThreads::~ScarceThreads() { threads_left = kPlenty; }

bool ScarceThreads::possible() { return !COURSE_THREAD_SANITIZER && !COURSE_ADDRESS_SANITIZER; }

}  // namespace course

#if !COURSE_THREAD_SANITIZER && !COURSE_ADDRESS_SANITIZER
extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                              void* (*start)(void*), void* argument) noexcept {
  static const auto library_create =
      reinterpret_cast<decltype(&pthread_create)>(dlsym(RTLD_NEXT, "pthread_create"));
  if (course::threads_left.fetch_sub(1) <= 0) {
    return EAGAIN;
  }
  return library_create(thread, attributes, start, argument);
}
#endif
