// What the threads of a program tell of themselves while they run: one record for
// each operation that another thread can notice, with the CPU time that the thread
// had used until then.
//
// Each thread writes to chunks of its own, so that none waits for another. The
// chunks lie in memory that forked children share, and are told by the first
// process when it ends. Where the memory is used up, records are lost and counted.

#pragma once

#include <atomic>
#include <cstdint>

#include "explore/places.hpp"

namespace explore::trace {

// As told; README.md says what the fields of each kind hold.
enum class Kind : std::uint8_t {
  start,
  end,
  create,
  join,
  lock,
  share,  // a read-write lock, with other readers
  unlock,
  wait,  // until notified, on a condition variable
  notify,
  post,  // a semaphore
  take,
  arrive,  // at a barrier
  leave,
  sleep_on,  // a futex
  wake,
  fork,
  reap,
  write,
  read,
  pause,
  semaphore,  // made, with its value
  barrier,    // made, for so many threads
};

struct Record {
  std::uint64_t cpu = 0;   // ns of the thread before it
  std::uint64_t wall = 0;  // ns; before what it causes, after what causes it
  std::uint64_t object = 0;
  std::uint64_t other = 0;
  std::uint32_t aside = 0;  // ns of CPU time behind `cpu` that are none of the program's
  std::uint16_t place = 0;
  Kind kind = Kind::start;
  std::uint8_t flags = 0;
};

constexpr std::uint8_t kShared = 1;     // the object is shared by processes
constexpr std::uint8_t kContended = 2;  // another thread had it

constexpr unsigned kRecords = 255;
struct Chunk {
  std::atomic<std::uint32_t> used{0};
  std::uint32_t thread = 0;
  void* (*routine)(void*) = nullptr;  // of the thread, in its first chunk
  void* argument = nullptr;
  Record records[kRecords];
};

struct Writer {
  Chunk* chunk = nullptr;  // null: the thread is not recorded
  bool busy = false;       // inside an operation: what it calls is none of the program's
};
extern constinit thread_local Writer writer;

inline bool recorded() { return writer.chunk != nullptr && !writer.busy; }

std::uint64_t cpu_now();
std::uint64_t wall_now();

// Null if the memory is used up.
Chunk* new_chunk(std::uint32_t thread);
std::uint32_t new_thread();

void record(const Record& record);

// The calling thread's first record. What it recorded before, in another process, is
// no longer its own.
void begin_thread(Chunk* chunk, std::uint64_t object, std::uint32_t parent);
// Its last one, of several.
void end_thread();

// The first process tells all; the others do nothing.
void tell_all();

// Number of the place that returns to this address: of that call alone, or with those
// that led to it where it is not the program's own.
std::uint16_t place_of(const void* return_address);
// With those that led to it in any case.
std::uint16_t whole_place_of(const void* return_address);

// While one exists, what the thread calls is not recorded.
class Aside {
 public:
  Aside() { writer.busy = true; }
  ~Aside() { writer.busy = false; }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
};

// CPU time since it was made that is none of the program's.
class Break {
 public:
  std::uint64_t cpu() const { return cpu_; }
  std::uint32_t length() const { return static_cast<std::uint32_t>(cpu_now() - cpu_); }

 private:
  std::uint64_t cpu_ = cpu_now();
};

}  // namespace explore::trace
