// expect: failed LettingGo.WhatTheMachineThrowsPassesThroughAndTheLockIsFree
// Whatever is thrown, the lock is let go, also where a sleep has let it go already:
// the second release() throws an exception of its own, and that one comes out.

#include <algorithm>
#include <stdexcept>

#include "machine.hpp"

namespace course {
namespace {

// The other way round: without the lock for as long as it lives.
class LettingOthers {
 public:
  explicit LettingOthers(Gil& gil) : gil_(gil) { gil_.release(); }
  ~LettingOthers() { gil_.acquire(); }
  LettingOthers(const LettingOthers&) = delete;
  LettingOthers& operator=(const LettingOthers&) = delete;

 private:
  Gil& gil_;
};

// Executes one instruction and returns the number of the next one.
struct Execute {
  Machine& machine;
  Gil& gil;
  std::size_t number;

  std::size_t operator()(const Add& add) const {
    machine.add(add.cell, add.amount);
    return number + 1;
  }
  std::size_t operator()(const Jump& jump) const {
    return machine.is_zero(jump.cell) ? number + 1 : jump.target;
  }
  std::size_t operator()(const Sleep& sleep) const {
    gil.release();
    machine.sleep(sleep.time);
    gil.acquire();
    return number + 1;
  }
  std::size_t operator()(const Native& native) const {
    const LettingOthers go_on(gil);
    native.work();
    return number + 1;
  }
};

void check(const Program& program) {
  const bool leads_out = std::any_of(program.begin(), program.end(), [&](const Instruction& each) {
    const Jump* const jump = std::get_if<Jump>(&each);
    return jump != nullptr && jump->target > program.size();
  });
  if (leads_out) {
    throw std::out_of_range("a jump leads out of the program");
  }
}

}  // namespace

void run(const Program& program, Machine& machine, Gil& gil) {
  check(program);
  gil.acquire();
  try {
    std::size_t next = 0;
    while (next < program.size()) {
      if (gil.drop_requested()) {
        gil.release();
        gil.acquire();
      }
      next = std::visit(Execute{.machine = machine, .gil = gil, .number = next}, program[next]);
    }
  } catch (...) {
    gil.release();
    throw;
  }
  gil.release();
}

}  // namespace course
