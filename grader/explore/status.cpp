// /proc/self/task/ID/status: tests look there whether a thread sleeps. While a
// schedule runs all threads but one do; what the file says is what the schedule
// has made of them, and so the same every time.

#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>

#include "explore/interpose.hpp"

namespace explore {
namespace {

// The thread whose file this is; null for any other file.
const Thread* thread_of_file(std::string_view path) {
  constexpr std::string_view kFolder = "/proc/self/task/";
  if (!path.starts_with(kFolder) || !path.ends_with("/status")) {
    return nullptr;
  }
  int id = 0;
  for (const char digit : path.substr(kFolder.size(), path.size() - kFolder.size() - 7)) {
    if (digit < '0' || digit > '9' || id > 100'000'000) {
      return nullptr;
    }
    id = id * 10 + (digit - '0');
  }
  return thread_with(id);
}

FILE* open_status(const Thread& thread) {
  const int file =
      static_cast<int>(raw_syscall(SYS_memfd_create, "status", 1U /*MFD_CLOEXEC*/, 0, 0, 0, 0));
  if (file < 0) {
    errno = -file;
    return nullptr;
  }
  std::array<char, 200> text{};
  const int length =
      std::snprintf(text.data(), text.size(),
                    "State:\t%s\nvoluntary_ctxt_switches:\t%u\nnonvoluntary_ctxt_switches:\t0\n",
                    is_asleep(thread) ? "S (sleeping)" : "R (running)", thread.turns);
  raw_syscall(SYS_pwrite64, file, text.data(), length, 0, 0, 0);
  return ::fdopen(file, "r");
}

FILE* open(const char* path, const char* mode, const char* name) {
  if (explored()) {
    if (const Thread* const thread = thread_of_file(path)) {
      return open_status(*thread);
    }
  }
  return real<FILE*(const char*, const char*)>(name)(path, mode);
}

}  // namespace
}  // namespace explore

extern "C" {

FILE* fopen(const char* path, const char* mode) { return explore::open(path, mode, "fopen"); }
FILE* fopen64(const char* path, const char* mode) { return explore::open(path, mode, "fopen64"); }

}  // extern "C"
