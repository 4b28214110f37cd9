// expect: not_modelled
// A child process waits for what never comes, and its parent, which would end it
// in time, believes its exit status.

#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "explore/zoo/zoo.hpp"

int main() {
  const pid_t child = fork();
  if (child == 0) {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    never.wait(lock, [] { return false; });
  }
  int status = 0;
  must(waitpid(child, &status, 0) == child && WIFSIGNALED(status), "it does not end by itself");
}
