// A child has a copy of everything; what it changes, it
// changes for itself.

#include <sys/wait.h>
#include <unistd.h>

#include <iostream>

int main() {
  // begin copy
  int best = 1;
  const pid_t child = fork();
  if (child == 0) {
    best = 2;
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  std::cout << best << '\n';
  // end copy
  return child < 0 ? 1 : 0;
}
