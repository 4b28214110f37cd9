#include "explore/scheduler.hpp"

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <cstring>
#include <exception>

#include "explore/address_table.hpp"
#include "explore/objects.hpp"
#include "explore/real.hpp"
#include "explore/shadow.hpp"
#include "explore/waits.hpp"

namespace explore {

bool active = false;
bool alone = false;

// Where a debugger finds all threads as they are when the schedule fails.
extern "C" [[gnu::noinline, gnu::used]] void explore_stops_here() { asm volatile(""); }

namespace {

constexpr Nanoseconds kStart = 1'000'000'000'000;
// Who has gone on so often, while others could have, is taken for one that waits
// for them in a way that nobody sees: no scheduler of the real world lets them
// starve.
constexpr unsigned kLongestRun = 1'000;
// In one schedule of so many, a thread may look in vain so many times before it
// counts as one that only looks: some fall asleep after it, and go wrong there.
constexpr std::uint64_t kImpatient = 4;
constexpr unsigned kPatience = 64;
// No test waits that long.
constexpr Nanoseconds kLongWait = 60'000'000'000;
// What may hold thread-local variables above the thread pointer.
#if defined(__x86_64__)
constexpr std::uintptr_t kBeyondPointer = 0;
#else
constexpr std::uintptr_t kBeyondPointer = 4'096;
#endif
// Exit status of a process that did not come to its own end.
constexpr int kConcluded = 70;
// Adversarial surroundings let a thread be after so many surprises: whatever it
// does in a loop comes to an end.
constexpr unsigned kMostLiberties = 16;

std::array<Thread, kMostThreads> threads;
unsigned count = 0;
unsigned existing = 0;
thread_local Thread* current = nullptr;
Strategy strategy;
Random other_choices;
Ledger* book = nullptr;
Ledger* parents_book = nullptr;  // in the child of a fork
bool explaining = false;
bool time_is_hostile = false;
bool wakes_without_reason = false;
unsigned patience = 0;
Nanoseconds clock_now = kStart;
unsigned last_chosen = kMostThreads;
unsigned run = 0;  // choices in a row that fell on it

// When something has changed last.
struct Change {
  std::uint32_t step = 0;
  Nanoseconds time = 0;
  bool clock_read = false;  // since then
};
Change last_change;
std::uint32_t gave_way = 0;  // steps that only wait a little

bool closed = false;           // the schedule has come to its end, and the program goes on
std::uint32_t unrecorded = 0;  // steps since then

// An object keeps its number for the whole schedule.
AddressTable<std::uint32_t, 65'536> numbers;
std::uint32_t next_number = 0;

// The kernel's id of the thread that retired last; 0: it is gone.
int leaving = 0;

// What the C library does for a thread at its very end gives memory back: nobody goes
// on before, or what is allocated next would lie where chance wants it.
void see_off() {
  if (leaving == 0) {
    return;
  }
  const auto process = static_cast<int>(raw_syscall(SYS_getpid, 0, 0, 0, 0, 0, 0));
  // The first thread's id stays as long as the process.
  while (leaving != process && raw_syscall(SYS_tgkill, process, leaving, 0, 0, 0, 0) == 0) {
    raw_syscall(SYS_sched_yield, 0, 0, 0, 0, 0, 0);
  }
  leaving = 0;
}

void sleep_until_go(Thread& thread) {
  while (std::atomic_ref(thread.go).load(std::memory_order_acquire) == 0) {
    raw_syscall(SYS_futex, &thread.go, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
  }
  std::atomic_ref(thread.go).store(0, std::memory_order_relaxed);
  see_off();
}

void let_go(Thread& thread) {
  std::atomic_ref(thread.go).store(1, std::memory_order_release);
  raw_syscall(SYS_futex, &thread.go, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
}

bool able(const Thread& thread) {
  const Operation& operation = thread.pending;
  return operation.able == nullptr || operation.able(thread);
}

[[noreturn]] void deadlock() {
  describe_waits();
  conclude(Outcome::deadlock);
}

bool may_time_out(const Thread& thread) {
  return time_is_hostile && thread.liberties < kMostLiberties &&
         thread.pending.deadline < kNever / 4;
}

bool may_wake(const Thread& thread) {
  return wakes_without_reason && thread.liberties < kMostLiberties && thread.pending.may_wake;
}

// Who can go on, and until when the others wait.
struct Survey {
  std::array<Candidate, kMostThreads> candidates;
  unsigned found = 0;
  unsigned unreasonable = 0;  // of these, who would wake without a reason
  bool all_spin = true;
  Nanoseconds earliest = kNever;
};

void add(Survey& survey, const Thread& thread, bool early) {
  const Operation& pending = thread.pending;
  survey.candidates.at(survey.found++) = {
      .thread = thread.number,
      .object = pending.object == nullptr ? 0 : number_of(pending.object),
      .changes = pending.changes,
      .spins = pending.spins || (thread.number == last_chosen && run > kLongestRun),
      .early = early};
  survey.all_spin = survey.all_spin && pending.spins;
}

void look_at(Survey& survey, Thread& thread) {
  const bool can = able(thread);
  thread.timed_out = !can && thread.pending.deadline <= clock_now;
  if (can || thread.timed_out) {
    add(survey, thread, /*early=*/false);
  } else if (may_time_out(thread)) {
    add(survey, thread, /*early=*/true);
  } else {
    survey.earliest = std::min(survey.earliest, thread.pending.deadline);
    if (may_wake(thread)) {
      ++survey.unreasonable;
      add(survey, thread, /*early=*/true);
    }
  }
}

void survey_all(Survey& survey) {
  survey.found = survey.unreasonable = 0;
  survey.all_spin = true;
  survey.earliest = kNever;
  for (unsigned i = 0; i < count; ++i) {
    if (threads.at(i).exists && !threads.at(i).finished) {
      look_at(survey, threads.at(i));
    }
  }
}

void take_a_liberty(Thread& thread) {
  thread.timed_out = may_time_out(thread) && (!may_wake(thread) || dice(2) == 0);
  if (thread.timed_out) {
    clock_now = std::max(clock_now, thread.pending.deadline);
  }
  ++thread.liberties;
}

Thread& chosen_of(const Survey& survey) {
  const unsigned chosen = strategy.pick(survey.candidates.data(), survey.found);
  for (unsigned i = 0; i < survey.found; ++i) {
    const Candidate& each = survey.candidates.at(i);
    if (each.thread == chosen && each.early) {
      take_a_liberty(threads.at(chosen));
    }
    const bool preempted = each.thread == last_chosen && chosen != last_chosen;
    book->preemptions += preempted && !each.spins && !each.early && !closed ? 1 : 0;
  }
  run = chosen == last_chosen ? run + 1 : 0;
  last_chosen = chosen;
  return threads.at(chosen);
}

Thread& choose() {
  static Survey survey;  // on a stack it would be a page of each thread
  for (;;) {
    survey_all(survey);
    const bool nobody = survey.found == survey.unreasonable;
    // Time does not wait for those who only look.
    if (survey.earliest != kNever && (nobody || survey.all_spin)) {
      clock_now = std::max(clock_now, survey.earliest);
      continue;
    }
    if (nobody) {
      deadlock();
    }
    return chosen_of(survey);
  }
}

// Who only computes for long is not to blame, nor who waits for the clock.
[[noreturn]] void give_up() {
  const bool patient = last_change.clock_read && clock_now - last_change.time < kLongWait;
  const bool vain = book->steps - last_change.step > kMostSteps / 4;
  if ((vain || gave_way > kMostSteps / 10) && !patient) {
    conclude(Outcome::livelock, vain ? "no end after 200,000 steps, and nothing changes any more"
                                     : "no end after 200,000 steps, many of them to wait a little");
  }
  conclude(Outcome::not_modelled, "more than 200,000 steps");
}

// std::terminate has been called.
std::terminate_handler usual_end = nullptr;
[[noreturn]] void note_end() {
  if (explored() && book->thrown.thread == current->number) {
    book->thrown.ends_all = book->thrown.known;
  }
  usual_end();
  __builtin_unreachable();
}

void record(Thread& thread) {
  ++thread.turns;
  if (book->steps + unrecorded >= kMostSteps) {
    give_up();
  }
  if (closed) {
    ++unrecorded;
    return;
  }
  const Action action = thread.pending.action;
  gave_way += action == Action::yield || action == Action::sleep ? 1 : 0;
  if (explaining) {
    book->places.at(book->steps) = thread.places;
  }
  book->trace.at(book->steps++) = {
      .thread = static_cast<std::uint8_t>(thread.number),
      .action = action,
      .timed_out = thread.timed_out,
      .object = thread.pending.object == nullptr ? 0 : number_of(thread.pending.object)};
}

}  // namespace

Thread& self() { return *current; }
Thread& thread(unsigned number) { return threads.at(number); }
Ledger& ledger() { return *book; }
std::uint64_t dice(std::uint64_t bound) { return other_choices.below(bound); }
Nanoseconds now() { return clock_now; }

void pass(Nanoseconds time) {
  clock_now += time;
  last_change.clock_read = true;
}

void note_change() { last_change = {.step = book->steps, .time = clock_now}; }

Thread* thread_of(pthread_t handle) {
  for (unsigned i = 0; i < count; ++i) {
    if (threads.at(i).exists && pthread_equal(threads.at(i).handle, handle) != 0) {
      return &threads.at(i);
    }
  }
  return nullptr;
}

const Thread* thread_with(int id) {
  const auto* const found = std::find_if(
      threads.begin(), threads.begin() + count,
      [&](const Thread& each) { return each.exists && !each.finished && each.id == id; });
  return found == threads.begin() + count ? nullptr : found;
}

bool is_asleep(const Thread& thread) {
  return &thread != current && !able(thread) && thread.pending.deadline > clock_now;
}

void begin(const Plan& plan, Ledger& ledger, bool explain) {
  usual_end = std::set_terminate(note_end);
  book = &ledger;
  explaining = explain;
  time_is_hostile = plan.time;
  wakes_without_reason = plan.wakeups;
  strategy.begin(plan);
  other_choices = Random(~plan.seed);
  patience = dice(kImpatient) == 0 ? kPatience : 0;
  Thread& main = enlist();
  main.handle = pthread_self();
  main.id = static_cast<int>(raw_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0));
  current = &main;
  active = true;
}

void turn(const Operation& operation) {
  Thread& me = *current;
  me.pending = operation;
  if (!operation.spins) {
    me.looks = operation.action == Action::load ? me.looks : 0;
  } else if (me.patience > 0) {
    --me.patience;
    me.pending.spins = false;
  }
  Thread& next = choose();
  if (&next != &me) {
    let_go(next);
    sleep_until_go(me);
  }
  record(me);
}

Thread& enlist() {
  note_change();
  const auto* const free = std::find_if(threads.begin(), threads.begin() + count,
                                        [](const Thread& each) { return !each.exists; });
  const auto number = count < kMostThreads ? count : static_cast<unsigned>(free - threads.begin());
  if (number == kMostThreads) {
    conclude(Outcome::not_modelled, "more than 64 threads at once");
  }
  Thread& thread = threads.at(number);
  const Tick before = thread.knows.of(number);
  thread = {};
  thread.number = number;
  thread.exists = true;
  alone = ++existing == 1;
  thread.pending = {.action = Action::begin};
  thread.knows.set(number, before + 1);
  thread.patience = patience;
  count = std::max(count, number + 1);
  book->threads = count;
  return thread;
}

void report_for_duty(Thread& thread) {
  current = &thread;
  thread.stack_top = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  thread.stack_low = thread.stack_top;
  thread.id = static_cast<int>(raw_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0));
  sleep_until_go(thread);
  record(thread);
}

void retire() {
  Thread& me = *current;
  me.finished = true;
  note_change();
  leave_locks(static_cast<int>(me.number));
  // The next thread may get the same stack, and with it the thread-local variables
  // that lie between its top and the thread pointer.
  const auto end = reinterpret_cast<std::uintptr_t>(__builtin_thread_pointer()) + kBeyondPointer;
  renew(reinterpret_cast<const void*>(me.stack_low), std::max(end, me.stack_top) - me.stack_low);
  const auto lives = [](const Thread& each) { return each.exists && !each.finished; };
  if (std::any_of(threads.begin(), threads.begin() + count, lives)) {
    leaving = me.id;
    let_go(choose());
  }
}

void dismiss(Thread& thread) {
  thread.exists = false;
  alone = --existing == 1;
}

void become_alone() {
  void* const page = ::mmap(nullptr, sizeof(Ledger), PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (page == MAP_FAILED) {
    raw_syscall(SYS_exit_group, kConcluded, 0, 0, 0, 0, 0);
  }
  parents_book = parents_book == nullptr ? book : parents_book;
  book = static_cast<Ledger*>(page);
  last_change = {};
  gave_way = 0;
  book->threads = count;
  explaining = false;
  current->id = static_cast<int>(raw_syscall(SYS_gettid, 0, 0, 0, 0, 0, 0));
  for (unsigned i = 0; i < count; ++i) {
    Thread& other = threads.at(i);
    if (&other != current) {
      other.woken = true;  // is not among those that sleep
      if (other.exists) {
        dismiss(other);
      }
    }
  }
}

std::uint32_t number_of(const void* object) {
  std::uint32_t* const number = numbers.at(object);
  if (number == nullptr) {
    conclude(Outcome::not_modelled, "more than 65,536 objects that threads share");
  }
  if (*number == 0) {
    *number = ++next_number;
  }
  return *number;
}

void conclude(Outcome outcome, const char* reason) {
  explore_stops_here();
  book->outcome = outcome;
  if (parents_book != nullptr) {
    parents_book->of_child = outcome;
  }
  std::strncpy(book->reason.data(), reason, book->reason.size() - 1);
  raw_syscall(SYS_exit_group, kConcluded, 0, 0, 0, 0, 0);
  __builtin_unreachable();
}

void note_place(const void* return_address) {
  if (explaining) {
    current->places = places_from(return_address);
  }
}

void note_throw(const void* return_address) {
  if (explaining) {
    book->thrown = {.known = true,
                    .thread = static_cast<std::uint8_t>(current->number),
                    .places = places_from(return_address)};
  }
}

std::uint32_t step() { return book->steps; }

void close_the_book() { closed = true; }

}  // namespace explore
