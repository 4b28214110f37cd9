// No test: the name puts the file among the objects of the test program.

#include "wire.hpp"

#include <dlfcn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>

#include "support/sanitizer.hpp"

namespace course {
namespace {

std::atomic<std::atomic<long>*> counted = nullptr;
std::atomic<bool> difficult = false;
std::atomic<long> bytes_to_live = -1;

}  // namespace

TransfersCounted::TransfersCounted() { counted = &*transfers_; }
TransfersCounted::~TransfersCounted() { counted = nullptr; }

DifficultLines::DifficultLines() { difficult = true; }
DifficultLines::~DifficultLines() { difficult = false; }

void die_after(long bytes) { bytes_to_live = bytes; }

#if !COURSE_THREAD_SANITIZER
namespace {

constexpr std::size_t kFewBytes = 7;

bool is_line(int descriptor) {
  struct stat what{};
  return fstat(descriptor, &what) == 0 && (S_ISSOCK(what.st_mode) || S_ISFIFO(what.st_mode));
}

// False: this transfer is interrupted.
bool begin(int descriptor, std::size_t& size) {
  thread_local bool interrupted = false;
  if (!difficult || !is_line(descriptor)) {
    return true;
  }
  interrupted = !interrupted;
  if (interrupted) {
    errno = EINTR;
    return false;
  }
  size = std::min(size, kFewBytes);
  return true;
}

template <class Transfer>
ssize_t get(int descriptor, std::size_t size, const Transfer& transfer) {
  if (!begin(descriptor, size)) {
    return -1;
  }
  const ssize_t n = transfer(size);
  std::atomic<long>* const counter = counted;
  if (n > 0 && counter != nullptr) {
    ++*counter;
  }
  return n;
}

template <class Transfer>
ssize_t put(int descriptor, std::size_t size, const Transfer& transfer) {
  if (!begin(descriptor, size)) {
    return -1;
  }
  const long left = bytes_to_live;
  if (left < 0 || !is_line(descriptor)) {
    return transfer(size);
  }
  const ssize_t n = transfer(std::min(size, static_cast<std::size_t>(left)));
  bytes_to_live = left - std::max<ssize_t>(n, 0);
  if (bytes_to_live == 0) {
    raise(SIGKILL);
  }
  return n;
}

template <class Function>
Function* library(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace
#endif

}  // namespace course

#if !COURSE_THREAD_SANITIZER
extern "C" {

ssize_t read(int descriptor, void* into, std::size_t size) {
  static auto* const next = course::library<ssize_t(int, void*, std::size_t)>("read");
  return course::get(descriptor, size,
                     [&](std::size_t some) { return next(descriptor, into, some); });
}

ssize_t recv(int descriptor, void* into, std::size_t size, int flags) {
  static auto* const next = course::library<ssize_t(int, void*, std::size_t, int)>("recv");
  return course::get(descriptor, size,
                     [&](std::size_t some) { return next(descriptor, into, some, flags); });
}

ssize_t write(int descriptor, const void* from, std::size_t size) {
  static auto* const next = course::library<ssize_t(int, const void*, std::size_t)>("write");
  return course::put(descriptor, size,
                     [&](std::size_t some) { return next(descriptor, from, some); });
}

ssize_t send(int descriptor, const void* from, std::size_t size, int flags) {
  static auto* const next = course::library<ssize_t(int, const void*, std::size_t, int)>("send");
  return course::put(descriptor, size,
                     [&](std::size_t some) { return next(descriptor, from, some, flags); });
}

}  // extern "C"
#endif
