// Wrong: the child ends by exit, which writes what the parent
// had buffered once more. A child that does not call exec
// ends by _exit.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

int main() {
  // begin twice
  std::cout << "computing ... ";
  const pid_t child = fork();
  if (child == 0) {
    std::exit(0);  // nothing left to do here
  }
  waitpid(child, nullptr, 0);
  std::cout << "done\n";
  // end twice
  return child < 0 ? 1 : 0;
}
