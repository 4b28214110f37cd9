// expect: nothing
// A child of a thread returns from that thread's function and so ends its
// process; another is not waited for.

#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  pid_t child = -1;
  std::thread forker([&] { child = fork(); });
  forker.join();
  int status = 0;
  must(waitpid(child, &status, 0) == child && status == 0, "its last thread's end is its end");
  if (fork() == 0) {
    int ends[2];
    char never = 0;
    _exit(pipe(ends) == 0 && read(ends[0], &never, 1) == 1 ? 0 : 1);
  }
}
