#include "cli/keyboard.hpp"

#include <poll.h>
#include <unistd.h>

namespace cli {

Keyboard::Keyboard() {
  if (::isatty(STDIN_FILENO) == 0 || ::tcgetattr(STDIN_FILENO, &before_) != 0) {
    return;
  }
  termios keys = before_;
  keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);  // Ctrl-C stays what it is
  keys.c_cc[VMIN] = 1;
  keys.c_cc[VTIME] = 0;
  if (::tcsetattr(STDIN_FILENO, TCSANOW, &keys) == 0) {
    descriptor_ = STDIN_FILENO;
  }
}

Keyboard::~Keyboard() {
  if (::isatty(STDIN_FILENO) == 1 && ::tcgetpgrp(STDIN_FILENO) == ::getpgrp()) {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
}

std::optional<char> Keyboard::key() {
  pollfd entry{descriptor_, POLLIN, 0};
  char key = 0;
  if (descriptor_ < 0 || ::poll(&entry, 1, 0) <= 0) {
    return std::nullopt;
  }
  if (::read(descriptor_, &key, 1) != 1) {
    descriptor_ = -1;  // the terminal is gone
    return std::nullopt;
  }
  return key;
}

}  // namespace cli
