// Four processes and one counter, in a page that all of them
// see.

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <iostream>
#include <new>
#include <system_error>

using Counter = std::atomic<long>;
static_assert(Counter::is_always_lock_free);

int main() {
  // begin shared
  void* page =
      mmap(nullptr, sizeof(Counter), PROT_READ | PROT_WRITE,
           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return 1;
  auto& counter = *new (page) Counter(0);

  for (int i = 0; i < 4; ++i) {
    if (fork() == 0) {
      for (int n = 0; n < 100'000; ++n) ++counter;
      _exit(0);
    }
  }
  while (wait(nullptr) > 0) {
  }
  std::cout << counter << '\n';
  // end shared
  munmap(page, sizeof(Counter));
}
