// No test: the name puts the file among the objects of the test program.

#include "scarce_threads.hpp"

#include <dlfcn.h>
#include <pthread.h>

#include <atomic>
#include <cerrno>
#include <limits>

// gcc and clang tell in different ways.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define COURSE_SANITIZER 1
#elif defined(__has_feature)
#define COURSE_SANITIZER (__has_feature(thread_sanitizer) || __has_feature(address_sanitizer))
#else
#define COURSE_SANITIZER 0
#endif

namespace course {
namespace {

constexpr int kPlenty = std::numeric_limits<int>::max() / 2;

constinit std::atomic<int> threads_left = kPlenty;

}  // namespace

ScarceThreads::ScarceThreads(int threads) { threads_left = threads; }

ScarceThreads::~ScarceThreads() { threads_left = kPlenty; }

bool ScarceThreads::possible() { return !COURSE_SANITIZER; }

}  // namespace course

#if !COURSE_SANITIZER
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
