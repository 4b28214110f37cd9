// One thread at a time: the core of the explorer.
//
// Every operation that another thread could notice comes here before it happens.
// Its thread says what it is about to do and when it can; the strategy picks one
// of the threads that can go on, and only that one runs until it comes here
// again. So an execution is a sequence of choices, and a seed repeats it.
//
// Time is virtual: it stands still while threads run, and jumps to the next
// deadline when nobody else can go on. A state without such a deadline is a
// deadlock.
//
// Used by the threads of the program under test, of which one runs at a time;
// nothing here is locked. Allocates nothing.

#pragma once

#include <pthread.h>

#include <array>
#include <cstdint>
#include <limits>

#include "explore/happens_before.hpp"
#include "explore/ledger.hpp"
#include "explore/places.hpp"
#include "explore/strategy.hpp"

namespace explore {

using Nanoseconds = std::int64_t;
inline constexpr Nanoseconds kNever = std::numeric_limits<Nanoseconds>::max();

struct Thread;

// What a thread is about to do.
struct Operation {
  Action action = Action::none;
  const void* object = nullptr;
  bool changes = true;  // may change the object
  bool spins = false;
  // Whether it can go on; null: always. Asked while all threads stand still.
  bool (*able)(const Thread& thread) = nullptr;
  std::uintptr_t argument = 0;    // for `able`
  Nanoseconds deadline = kNever;  // from then on it can go on in any case
  bool may_wake = false;          // a wait that may end without a reason
};

struct Thread {
  unsigned number = 0;
  bool exists = false;
  bool finished = false;
  bool detached = false;
  bool woken = false;      // of a wait: somebody notified it
  bool timed_out = false;  // of the last operation
  pthread_t handle{};
  int id = 0;          // the kernel's; 0: it has not begun
  unsigned turns = 0;  // steps that it took
  Operation pending;
  Places places{};                // of its last operation, if they are asked for
  std::uint32_t waits_since = 0;  // step of its last wait
  unsigned liberties = 0;         // that adversarial surroundings took with it
  VectorClock knows;
  VectorClock acquired;  // by loads that order nothing until an acquire fence
  VectorClock released;  // at the last release fence
  // Looking at one object again and again changes nothing.
  const void* looked_at = nullptr;
  std::uint64_t looked_for = 0;
  unsigned looks = 0;
  unsigned patience = 0;  // looks in vain that are not held against it
  std::uint32_t go = 0;   // a futex: 1 means that the thread runs
  // The part of its stack that it has touched; empty for the main thread. The
  // next thread may get the same memory.
  std::uintptr_t stack_low = 0;
  std::uintptr_t stack_top = 0;
  std::array<std::uint64_t, 512> stack{};  // of calls
  unsigned depth = 0;
};

// True while a schedule is run; before, and in a program that is not explored,
// everything goes its usual way.
extern bool active;

inline bool explored() { return active && !walking; }

// True while one thread exists and every other was joined, or has not begun: what
// this one touches is ordered before and after all that others do.
extern bool alone;

// The thread that runs.
Thread& self();

// Begins a schedule with the calling thread as thread 0. `explain`: the ledger
// gets the places too.
void begin(const Plan& plan, Ledger& ledger, bool explain);

// Waits until the operation has its turn. On return it may happen, and
// self().timed_out tells whether only because of its deadline.
void turn(const Operation& operation);

// A new thread, which does not run yet. It gets the number of a thread that was
// joined if there is no other. Ends the schedule if too many live at once.
Thread& enlist();
// What the new thread does first: waits for its first turn.
void report_for_duty(Thread& thread);
// The last thing of a thread: gives the turn away for good, if somebody is left.
void retire();
// It was joined, or did not begin: its number is free.
void dismiss(Thread& thread);

// In the child of a fork: the other threads are gone, with what they hold, and of
// what happens nothing is told but whether it was concluded.
void become_alone();

Thread& thread(unsigned number);
Thread* thread_of(pthread_t handle);
// With the kernel's id; null if none lives.
const Thread* thread_with(int id);
// Waits for another thread, or for a time that has not come.
bool is_asleep(const Thread& thread);

// A choice that is not between threads: which waiter is woken. Below `bound`.
std::uint64_t dice(std::uint64_t bound);

Nanoseconds now();
// Somebody looks at the clock, and sees it move by so much.
void pass(Nanoseconds time);

// Something is not as it was: who has looked in vain until now may not any more.
void note_change();

// The number of an object, in the order of first use.
std::uint32_t number_of(const void* object);

// Ends the schedule and this process.
[[noreturn]] void conclude(Outcome outcome, const char* reason = "");

// The program called the runtime, which will return to this address.
void note_place(const void* return_address);

// The calling thread throws an exception from there.
void note_throw(const void* return_address);

// The number of the next step.
std::uint32_t step();

// What comes from now on is no part of the schedule, and is not recorded.
void close_the_book();

Ledger& ledger();

}  // namespace explore
