// expect: nothing
// Threads raise a number; then main forks, and the child, which is alone, writes
// what it counts on its own into a pipe. Main reads it and waits for the child.

#include <sys/wait.h>
#include <unistd.h>

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  int sum = 0;
  const auto add = [&] {
    const std::lock_guard lock(mutex);
    ++sum;
  };
  std::thread first(add);
  std::thread second(add);
  first.join();
  second.join();
  int ends[2];
  must(pipe(ends) == 0, "there is a pipe");
  const pid_t child = fork();
  must(child >= 0, "there is a child");
  if (child == 0) {
    add();
    std::thread third(add);
    third.join();
    _exit(write(ends[1], &sum, sizeof sum) == sizeof sum ? 0 : 1);
  }
  int seen = 0;
  must(read(ends[0], &seen, sizeof seen) == sizeof seen, "the child has written");
  int status = 0;
  must(waitpid(child, &status, 0) == child && status == 0, "the child ends well");
  must(seen == 4 && sum == 2, "the child's number is its own");
}
