// Wrong: forks while another thread holds a lock. The child
// has the lock, held, and nobody who could release it.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <latch>
#include <mutex>
#include <thread>

int main() {
  using namespace std::chrono_literals;
  pid_t child = -1;
  // begin fork
  std::timed_mutex log;
  std::latch held(1);
  std::latch forked(1);
  std::jthread writer([&] {
    const std::lock_guard lock(log);
    held.count_down();
    forked.wait();  // in the middle of a line
  });
  held.wait();
  child = fork();
  if (child == 0) {
    const bool free = log.try_lock_for(300ms);
    _exit(free ? 0 : 1);
  }
  // end fork
  int status = 0;
  waitpid(child, &status, 0);
  forked.count_down();
  const bool free =
      WIFEXITED(status) && WEXITSTATUS(status) == 0;
  std::cout << "child: "
            << (free ? "got the lock"
                     : "no lock after 300 ms")
            << '\n';
  writer.join();
  const bool mine = log.try_lock_for(300ms);
  std::cout << "parent: "
            << (mine ? "got the lock"
                     : "no lock after 300 ms")
            << '\n';
  return child < 0 ? 1 : 0;
}
