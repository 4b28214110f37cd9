// expect: nothing
// A thread forks while others wait and work: its child has only itself, and
// leaves the others' locks alone.

#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  bool forked = false;
  std::thread waiter([&] {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return forked; });
  });
  std::thread forker([&] {
    const pid_t child = fork();
    if (child == 0) {
      std::mutex own;
      std::condition_variable nobody;
      const std::lock_guard lock(own);
      nobody.notify_all();
      changed.notify_all();
      _exit(7);
    }
    int status = 0;
    must(waitpid(child, &status, 0) == child, "there is a child");
    must(WIFEXITED(status) && WEXITSTATUS(status) == 7, "the child comes to its end");
    const std::lock_guard lock(mutex);
    forked = true;
    changed.notify_all();
  });
  waiter.join();
  forker.join();
}
