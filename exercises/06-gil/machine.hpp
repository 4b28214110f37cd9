// 06 GIL: a machine with four instructions, and the loop that interprets them.

#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <variant>
#include <vector>

#include "gil.hpp"

namespace course {

// What all interpreters have in common: cells that hold whole numbers, and a
// way to wait. COURSE CODE, NOT YOURS TO WRITE.
//
// The cells are what Python's objects are: nothing protects them. Only the
// thread that holds the lock may touch them.
class Machine {
 public:
  virtual ~Machine() = default;

  // Adds `amount` to a cell. Needs the lock.
  virtual void add(std::size_t cell, long amount) = 0;
  // Needs the lock, too.
  virtual bool is_zero(std::size_t cell) = 0;

  // Waits, as for a file or for the network. Must be called without the lock.
  virtual void sleep(std::chrono::milliseconds time) = 0;
};

// ADD: adds `amount` to `cell`.
struct Add {
  std::size_t cell = 0;
  long amount = 0;
};

// JUMP: goes on with instruction number `target`, unless `cell` is 0.
struct Jump {
  std::size_t target = 0;
  std::size_t cell = 0;
};

// SLEEP: waits.
struct Sleep {
  std::chrono::milliseconds time{};
};

// NATIVE: calls a function that was not written in Python, and that touches no
// cell: a matrix product, a checksum, a compression. May take long and may throw.
struct Native {
  std::function<void()> work;
};

using Instruction = std::variant<Add, Jump, Sleep, Native>;

// Instructions with the numbers 0, 1, 2, ... It ends behind the last one.
using Program = std::vector<Instruction>;

// Interprets `program` on the calling thread, from its first instruction to its
// end. May be called from several threads at the same time, with one machine
// and one lock for all of them, and with the same program, too.
//
// Only the thread that holds `gil` interprets:
//   it acquires the lock before the first instruction;
//   ADD and JUMP call the machine while the lock is held;
//   before each instruction it looks whether the lock is requested; if it is, it
//   lets go of it and acquires it again;
//   SLEEP and NATIVE run without the lock, and it is held again before the next
//   instruction; a NATIVE may use the lock itself, and may call run();
//   when run() returns or throws, its thread does not hold the lock.
//
// What the machine or a NATIVE throws ends the program and passes through,
// whatever its type; an empty NATIVE throws std::bad_function_call like any
// other empty function.
//
// A JUMP may lead to the end of the program, which ends it. If one leads
// further, whether it is ever reached or not, run() throws std::out_of_range
// and interprets nothing. A program without instructions does nothing.
//
// The calling thread must not hold the lock.
void run(const Program& program, Machine& machine, Gil& gil);

}  // namespace course
