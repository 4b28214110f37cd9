#include "sandbox/interrupt.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

namespace sandbox {
namespace {

// A signal handler can reach nothing but globals.
std::atomic<int> wake_up_descriptor{-1};

void on_signal(int /*signal*/) {
  const int saved = errno;
  const char byte = 0;
  // Nothing can be done here if the pipe is full: then it is readable already.
  [[maybe_unused]] const ssize_t ignored = ::write(wake_up_descriptor.load(), &byte, 1);
  errno = saved;
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt() {
  DescriptorPair ends = make_pipe();
  read_end_ = std::move(ends.first);
  write_end_ = std::move(ends.second);
  ::fcntl(write_end_.get(), F_SETFL, O_NONBLOCK);  // a handler must not wait
  wake_up_descriptor.store(write_end_.get());
  handle(SIGINT, on_signal);
  handle(SIGTERM, on_signal);
}

Interrupt::~Interrupt() {
  handle(SIGINT, SIG_DFL);
  handle(SIGTERM, SIG_DFL);
  wake_up_descriptor.store(-1);
}

bool Interrupt::pending() const {
  pollfd entry{read_end_.get(), POLLIN, 0};
  return ::poll(&entry, 1, 0) > 0;
}

void Interrupt::throw_if_pending() const {
  if (pending()) {
    throw Interrupted();
  }
}

}  // namespace sandbox
