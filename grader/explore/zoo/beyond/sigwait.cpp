// expect: not_modelled
// A thread waits for a signal, which the process sends to itself.

#include <signal.h>
#include <unistd.h>

#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGUSR1);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  std::thread waiter([&] {
    int signal = 0;
    must(sigwait(&signals, &signal) == 0 && signal == SIGUSR1, "the signal comes");
  });
  kill(getpid(), SIGUSR1);
  waiter.join();
}
