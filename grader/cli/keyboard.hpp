// Single keys from a terminal, without waiting for a whole line.

#pragma once

#include <termios.h>

#include <optional>

namespace cli {

class Keyboard {
 public:
  // Takes standard input if it is a terminal, and gives it back as it was.
  Keyboard();
  ~Keyboard();
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  // Readable when a key was pressed; -1 if nobody can press one.
  int descriptor() const { return descriptor_; }

  // Never waits. Nothing: no key was pressed.
  std::optional<char> key();

 private:
  int descriptor_ = -1;
  termios before_{};
};

}  // namespace cli
