// Twelve programs, shared out among the interpreters:
//   bytecode, turns  they add and jump. One lock admits one interpreter at a time,
//                    so that two are as quick as one: no quicker, and not slower
//                    for all the taking of turns.
//   native           they call native functions, a long one in each round. Those
//                    run at the same time.

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <thread>
#include <vector>

#include "machine.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

constexpr std::size_t kPrograms = 12;  // can be shared out evenly among 2, 3 and 4
// What an addition costs besides the addition, as the interpreter of a real
// language has more to do with an object than to add to it.
constexpr int kStepsPerAddition = 40;
constexpr int kStepsPerNative = 60'000;

support::Secret secret;

// One step after the other: each needs the result of the one before.
std::uint64_t stirred(std::uint64_t value, int steps) {
  for (int i = 0; i < steps; ++i) {
    value = (value ^ (value >> 29U)) * 0xbf58476d1ce4e5b9U;
  }
  return value;
}

class Cells : public Machine {
 public:
  void add(std::size_t cell, long amount) override {
    Cell& object = cells_.at(cell);
    object.value += amount;
    object.trace = stirred(object.trace + static_cast<std::uint64_t>(amount), kStepsPerAddition);
  }
  bool is_zero(std::size_t cell) override { return cells_.at(cell).value == 0; }
  void sleep(std::chrono::milliseconds /*time*/) override {
    throw std::logic_error("no program of this benchmark sleeps");
  }

  void start_from(std::size_t cell, long value) {
    cells_.at(cell) = {.value = value, .trace = secret.of(cell)};
  }
  std::uint64_t trace(std::size_t cell) const { return cells_.at(cell).trace; }

 private:
  struct alignas(64) Cell {
    long value = 0;
    std::uint64_t trace = 0;
  };
  std::vector<Cell> cells_ = std::vector<Cell>(2 * kPrograms);
};

// What every program has done to its two cells, and its native functions to theirs.
using Traces = std::vector<std::uint64_t>;

Instruction addition_to(std::size_t cell) { return Add{.cell = cell, .amount = 3}; }

Instruction call_of(std::uint64_t& result) {
  return Native{[&result] { result = stirred(result, kStepsPerNative); }};
}

// The programs of one input, and what they work on.
class Batch {
 public:
  Batch(long rounds, bool native) {
    for (std::size_t i = 0; i < kPrograms; ++i) {
      cells_.start_from(2 * i, rounds);
      cells_.start_from(2 * i + 1, 0);
      results_.at(i).value = secret.of(100 + i);
      programs_.push_back({native ? call_of(results_.at(i).value) : addition_to(2 * i + 1),
                           Add{.cell = 2 * i, .amount = -1}, Jump{.target = 0, .cell = 2 * i}});
    }
  }

  const Program& program(std::size_t i) const { return programs_.at(i); }
  Cells& cells() { return cells_; }

  Traces traces() const {
    Traces all;
    for (std::size_t i = 0; i < kPrograms; ++i) {
      all.insert(all.end(), {cells_.trace(2 * i), cells_.trace(2 * i + 1), results_.at(i).value});
    }
    return all;
  }

 private:
  struct alignas(64) Result {
    std::uint64_t value = 0;
  };
  Cells cells_;
  std::vector<Result> results_ = std::vector<Result>(kPrograms);
  std::vector<Program> programs_;
};

// The course's own interpreter, which knows no lock.
void interpret(const Program& program, Machine& machine) {
  std::size_t next = 0;
  while (next < program.size()) {
    const Instruction& instruction = program[next++];
    if (const auto* const add = std::get_if<Add>(&instruction)) {
      machine.add(add->cell, add->amount);
    } else if (const auto* const jump = std::get_if<Jump>(&instruction)) {
      next = machine.is_zero(jump->cell) ? next : jump->target;
    } else if (const auto* const native = std::get_if<Native>(&instruction)) {
      native->work();
    }
  }
}

struct Input {
  long rounds = 0;
  bool native = false;
};

Traces one_after_the_other(const Input& input) {
  Batch batch(input.rounds, input.native);
  for (std::size_t i = 0; i < kPrograms; ++i) {
    interpret(batch.program(i), batch.cells());
  }
  return batch.traces();
}

Traces with_one_lock(const Input& input, unsigned workers) {
  Batch batch(input.rounds, input.native);
  Gil gil;
  {
    std::vector<std::jthread> interpreters;
    for (std::size_t worker = 0; worker < workers; ++worker) {
      interpreters.emplace_back([&, worker] {
        for (std::size_t i = worker; i < kPrograms; i += workers) {
          run(batch.program(i), batch.cells(), gil);
        }
      });
    }
  }
  return batch.traces();
}

support::CpuRow<Input, Traces> row(std::size_t size, bool native) {
  return {.size = size,
          .make =
              [native](std::uint64_t seed, std::size_t fitted) {
                secret.renew(seed);
                return Input{.rounds = static_cast<long>(fitted / kPrograms) + 1, .native = native};
              },
          .serial = one_after_the_other,
          .yours = with_one_lock};
}

constexpr std::size_t kAdditions = 1'000'000;
constexpr std::size_t kNativeCalls = 1'200;

const bool bytecode_registered = support::add_row("bytecode", row(kAdditions, false));
const bool turns_registered = support::add_row("turns", row(kAdditions, false));
const bool native_registered = support::add_row("native", row(kNativeCalls, true));

}  // namespace
}  // namespace course
