// What is left of a dead child until its parent asks for it.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <string>

namespace {

// One letter, from /proc: R runs, S sleeps, Z is a zombie.
std::string state_of(pid_t process) {
  std::ifstream stat("/proc/" + std::to_string(process) +
                     "/stat");
  std::string number;
  std::string name;
  std::string state = "none: the process is gone";
  stat >> number >> name >> state;
  return state;
}

}  // namespace

int main() {
  // begin zombie
  const pid_t child = fork();
  if (child == 0) _exit(7);

  siginfo_t info{};  // waits for its end, and lets it lie
  waitid(P_PID, child, &info, WEXITED | WNOWAIT);
  std::cout << "state " << state_of(child) << '\n';

  int status = 0;  // takes it away, and what it left
  waitpid(child, &status, 0);
  std::cout << "exit code " << WEXITSTATUS(status) << '\n';
  std::cout << "state " << state_of(child) << '\n';
  // end zombie
  return child < 0 ? 1 : 0;
}
