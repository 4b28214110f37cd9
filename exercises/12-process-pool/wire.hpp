// What goes over the lines between processes, seen and disturbed by a test.
//
// The test program brings its own read, write, recv and send. ThreadSanitizer
// has taken their place itself, so nothing is counted or disturbed there; nor is
// what a pool sends in another way. A test must hold for right code even if
// nothing happens here.

#pragma once

#include <atomic>

#include "support/shared.hpp"

namespace course {

// Counts how often a process gets something from a line, for as long as it
// lives: this process and those that it forks.
class TransfersCounted {
 public:
  TransfersCounted();
  ~TransfersCounted();
  TransfersCounted(const TransfersCounted&) = delete;
  TransfersCounted& operator=(const TransfersCounted&) = delete;

  long so_far() const { return *transfers_; }

 private:
  const support::Shared<std::atomic<long>> transfers_{0L};
};

// As long as it lives, here and in the processes that are forked meanwhile,
// signals interrupt every other transfer before it begins (EINTR), and the
// others stop after a few bytes.
class DifficultLines {
 public:
  DifficultLines();
  ~DifficultLines();
  DifficultLines(const DifficultLines&) = delete;
  DifficultLines& operator=(const DifficultLines&) = delete;
};

// This process is killed when it has put so many more bytes on a line.
void die_after(long bytes);

}  // namespace course
