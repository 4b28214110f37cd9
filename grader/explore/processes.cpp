// Processes and signals: fork is followed as far as the child is alone in it; what
// ends or wakes a thread from outside is not modelled.

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "explore/interpose.hpp"

namespace explore {
namespace {

// Of the threads of its parent the child has one. The turn stays with whoever
// returns from here: the parent's other threads notice nothing of it.
pid_t divide() {
  static auto* const next = real<decltype(fork)>("fork");
  const pid_t child = next();
  if (child == 0) {
    become_alone();
  }
  return child;
}

[[noreturn]] int refuse(const char* name) { conclude(Outcome::not_modelled, name); }

}  // namespace
}  // namespace explore

extern "C" {

pid_t fork() noexcept { EXPLORED(fork, divide()); }

int pthread_cancel(pthread_t thread) { EXPLORED(pthread_cancel, refuse("pthread_cancel"), thread); }
int pthread_kill(pthread_t thread, int signal) noexcept {
  EXPLORED(pthread_kill, refuse("pthread_kill"), thread, signal);
}
int sigwait(const sigset_t* signals, int* signal) {
  EXPLORED(sigwait, refuse("sigwait"), signals, signal);
}
int sigsuspend(const sigset_t* mask) { EXPLORED(sigsuspend, refuse("sigsuspend"), mask); }
int pause() { EXPLORED(pause, refuse("pause")); }

}  // extern "C"
