// The same addresses in every run of the program: what it makes of them, such as
// the hash of a thread's number, must be the same when a seed is replayed.
//
// Starts the program anew without random addresses, if the system lets it, before
// anything else of it has run. If a greeting waits in COURSE_RESULT_FD it must
// still be unread: who reads it first and is linked before this file goes without.
// The C library is not set up yet: system calls only.

#include <fcntl.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "explore/real.hpp"

namespace explore {
namespace {

constexpr unsigned long kAsk = 0xffffffff;

// What stands behind "NAME="; null if nothing does.
const char* value_of(const char* name, char** environment) {
  for (char** entry = environment; *entry != nullptr; ++entry) {
    const char* left = name;
    const char* text = *entry;
    while (*left != '\0' && *left == *text) {
      ++left;
      ++text;
    }
    if (*left == '\0' && *text == '=') {
      return text + 1;
    }
  }
  return nullptr;
}

bool is_unread(const char* channel) {
  int descriptor = 0;
  for (; *channel >= '0' && *channel <= '9'; ++channel) {
    descriptor = descriptor * 10 + (*channel - '0');
  }
  char first = 0;
  return raw_syscall(SYS_recvfrom, descriptor, &first, 1, MSG_PEEK | MSG_DONTWAIT, nullptr, 0) == 1;
}

void fix_addresses(int /*count*/, char** arguments, char** environment) {
  const char* const channel = value_of("COURSE_RESULT_FD", environment);
  if (value_of("EXPLORE_OFF", environment) != nullptr ||
      (channel != nullptr && !is_unread(channel))) {
    return;
  }
  const long now = raw_syscall(SYS_personality, kAsk, 0, 0, 0, 0, 0);
  if (now < 0 || (now & ADDR_NO_RANDOMIZE) != 0 ||
      raw_syscall(SYS_personality, now | ADDR_NO_RANDOMIZE, 0, 0, 0, 0, 0) < 0) {
    return;
  }
  // If that fails, the program goes on as it is.
  raw_syscall(SYS_execve, "/proc/self/exe", arguments, environment, 0, 0, 0);
}

// Functions of this section run before every static initialiser.
using EarlyFunction = void (*)(int, char**, char**);
__attribute__((section(".preinit_array"), used)) EarlyFunction fix_addresses_early = fix_addresses;

}  // namespace
}  // namespace explore
