// expect: failed Bytecode.TouchesNoCellWithoutTheLock
// schedules: raced
// Only additions are protected. A jump reads a cell, and reading races as well.

#include <algorithm>
#include <stdexcept>

#include "machine.hpp"

namespace course {
namespace {

class Holding {
 public:
  explicit Holding(Gil& gil) : gil_(gil) { gil_.acquire(); }
  ~Holding() { gil_.release(); }
  Holding(const Holding&) = delete;
  Holding& operator=(const Holding&) = delete;

 private:
  Gil& gil_;
};

// Executes one instruction and returns the number of the next one.
struct Execute {
  Machine& machine;
  Gil& gil;
  std::size_t number;

  std::size_t operator()(const Add& add) const {
    const Holding held(gil);
    machine.add(add.cell, add.amount);
    return number + 1;
  }
  std::size_t operator()(const Jump& jump) const {
    return machine.is_zero(jump.cell) ? number + 1 : jump.target;
  }
  std::size_t operator()(const Sleep& sleep) const {
    machine.sleep(sleep.time);
    return number + 1;
  }
  std::size_t operator()(const Native& native) const {
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
  std::size_t next = 0;
  while (next < program.size()) {
    next = std::visit(Execute{.machine = machine, .gil = gil, .number = next}, program[next]);
  }
}

}  // namespace course
