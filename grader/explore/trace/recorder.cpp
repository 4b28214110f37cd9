#include "explore/trace/recorder.hpp"

#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "explore/real.hpp"

namespace explore::trace {

constinit thread_local Writer writer;

namespace {

constexpr std::size_t kBytes = std::size_t{256} << 20U;
constexpr std::size_t kMostPlaces = 4096;

struct Known {
  std::atomic<std::uint64_t> hash{0};
  std::atomic<bool> whole{false};
  Places places{};
};

struct Book {
  std::atomic<std::uint32_t> threads{0};
  std::atomic<std::uint64_t> lost{0};
  std::atomic<std::size_t> chunks{0};
  Known places[kMostPlaces];
};

constexpr std::size_t kMostChunks = (kBytes - sizeof(Book)) / sizeof(Chunk);

Book* book = nullptr;
Chunk* chunks = nullptr;
pid_t first_process = 0;
std::uint64_t cost = 0;  // CPU time of one record, in ns
int output = 2;

std::uint64_t read_clock(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
         static_cast<std::uint64_t>(time.tv_nsec);
}

std::uint64_t hash_of(const Places& places) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const std::uint64_t place : places) {
    hash = (hash ^ place) * 0x100000001b3U;
    hash ^= hash >> 29U;
  }
  return hash | 1U;
}

// Places are few; where there are more than fit, the last have none.
std::uint16_t number_of(const Places& places) {
  const std::uint64_t hash = hash_of(places);
  for (std::size_t i = 0; i < 64; ++i) {
    const std::size_t index = 1 + (hash + i) % (kMostPlaces - 1);
    Known& known = book->places[index];
    std::uint64_t found = known.hash.load(std::memory_order_relaxed);
    if (found == 0 && known.hash.compare_exchange_strong(found, hash)) {
      known.places = places;
      known.whole.store(true, std::memory_order_release);
      return static_cast<std::uint16_t>(index);
    }
    if (found == hash) {
      return static_cast<std::uint16_t>(index);
    }
  }
  return 0;
}

// What a record costs: the least of several tries, so that nobody's interference
// counts. The records themselves are thrown away.
std::uint64_t measure_cost() {
  std::uint64_t least = ~std::uint64_t{0};
  Chunk* const mine = writer.chunk;
  for (int round = 0; round < 20; ++round) {
    const std::uint64_t from = cpu_now();
    for (int i = 0; i < 100; ++i) {
      record({.cpu = cpu_now(), .wall = wall_now(), .place = place_of(nullptr)});
    }
    least = std::min(least, (cpu_now() - from) / 100);
    mine->used.store(0);
  }
  return least;
}

// Text, in pieces as large as a pipe takes.
class Out {
 public:
  ~Out() { flush(); }
  Out() = default;
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;

  [[gnu::format(printf, 2, 3)]] void add(const char* format, ...) {
    if (used_ + 300 > sizeof text_) {
      flush();
    }
    va_list list;
    va_start(list, format);
    const int length = std::vsnprintf(text_ + used_, sizeof text_ - used_, format, list);
    va_end(list);
    used_ += static_cast<std::size_t>(std::max(length, 0));
  }

 private:
  void flush() {
    static auto* const next = real<decltype(::write)>("write");
    const char* from = text_;
    while (used_ > 0) {
      const ssize_t written = next(output, from, used_);
      if (written <= 0) {
        break;
      }
      from += written;
      used_ -= static_cast<std::size_t>(written);
    }
    used_ = 0;
  }

  char text_[1U << 16U]{};
  std::size_t used_ = 0;
};

void tell_places(Out& out) {
  for (std::size_t i = 1; i < kMostPlaces; ++i) {
    const Known& known = book->places[i];
    if (known.whole.load(std::memory_order_acquire)) {
      out.add("{\"place\":%zu,\"at\":[", i);
      const char* comma = "";
      for (const std::uint64_t site : known.places) {
        if (site != 0) {
          out.add("%s%llu", comma, static_cast<unsigned long long>(site));
          comma = ",";
        }
      }
      out.add("]}\n");
    }
  }
}

// A thread's chunks follow each other in the order in which it took them.
void tell_records(Out& out) {
  const std::size_t count = std::min(book->chunks.load(), kMostChunks);
  for (std::size_t i = 0; i < count; ++i) {
    const Chunk& chunk = chunks[i];
    const unsigned used = chunk.used.load(std::memory_order_acquire);
    for (unsigned each = 0; each < used; ++each) {
      const Record& told = chunk.records[each];
      using Number = unsigned long long;
      out.add("[%u,%u,%u,%llu,%llu,%u,%llu,%llu,%u]\n", chunk.thread,
              static_cast<unsigned>(told.kind), static_cast<unsigned>(told.flags),
              static_cast<Number>(told.cpu), static_cast<Number>(told.wall), told.aside,
              static_cast<Number>(told.object), static_cast<Number>(told.other),
              static_cast<unsigned>(told.place));
    }
  }
}

// TRACE_ALONE: on one CPU, the first of those that it may run on.
void stay_alone() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) {
    return;
  }
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(cpu, &allowed)) {
      CPU_ZERO(&allowed);
      CPU_SET(cpu, &allowed);
      ::sched_setaffinity(0, sizeof allowed, &allowed);
      return;
    }
  }
}

// Before any constructor of the program's own.
[[gnu::constructor(101)]] void begin() {
  if (const char* const given = std::getenv("TRACE_FD")) {
    output = std::atoi(given);
  }
  if (std::getenv("TRACE_ALONE") != nullptr) {
    stay_alone();
  }
  void* const memory = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    return;  // nothing is told
  }
  book = static_cast<Book*>(memory);
  chunks = reinterpret_cast<Chunk*>(static_cast<char*>(memory) + sizeof(Book));
  first_process = ::getpid();
  find_the_file();
  writer.chunk = new_chunk(new_thread());
  cost = measure_cost();
  writer.chunk = nullptr;
  begin_thread(chunks, static_cast<std::uint64_t>(first_process), 0);
}

// After all that the program itself does at its end.
[[gnu::destructor(101)]] void finish() {
  end_thread();
  tell_all();
}

}  // namespace

std::uint64_t cpu_now() { return read_clock(CLOCK_THREAD_CPUTIME_ID); }
std::uint64_t wall_now() { return read_clock(CLOCK_MONOTONIC); }

Chunk* new_chunk(std::uint32_t thread) {
  const std::size_t index = book->chunks.fetch_add(1);
  if (index >= kMostChunks) {
    book->lost.fetch_add(1);
    return nullptr;
  }
  chunks[index].thread = thread;
  return &chunks[index];
}

std::uint32_t new_thread() { return book->threads.fetch_add(1); }

void record(const Record& record) {
  Chunk* chunk = writer.chunk;
  unsigned used = chunk->used.load(std::memory_order_relaxed);
  if (used == kRecords) {
    Chunk* const next = new_chunk(chunk->thread);
    if (next == nullptr) {
      return;
    }
    writer.chunk = chunk = next;
    used = 0;
  }
  chunk->records[used] = record;
  chunk->used.store(used + 1, std::memory_order_release);
}

void begin_thread(Chunk* chunk, std::uint64_t object, std::uint32_t parent) {
  writer = {.chunk = chunk, .busy = false};
  if (chunk != nullptr) {
    record({.cpu = cpu_now(),
            .wall = wall_now(),
            .object = object,
            .other = parent,
            .kind = Kind::start,
            .flags = static_cast<std::uint8_t>(::getpid() == first_process ? 0 : kShared)});
  }
}

void end_thread() {
  if (recorded()) {
    record({.cpu = cpu_now(), .wall = wall_now(), .kind = Kind::end});
  }
}

void tell_all() {
  if (book == nullptr || ::getpid() != first_process) {
    return;
  }
  const Aside aside;
  Out out;
  out.add("{\"trace\":1,\"cost\":%llu,\"lost\":%llu}\n", static_cast<unsigned long long>(cost),
          static_cast<unsigned long long>(book->lost.load()));
  tell_places(out);
  tell_records(out);
  out.add("{\"whole\":true}\n");
}

std::uint16_t place_of(const void* return_address) {
  const std::uint32_t site = call_site(reinterpret_cast<std::uintptr_t>(return_address));
  if (site == 0 && return_address != nullptr) {
    return whole_place_of(return_address);
  }
  Places places{};
  places[0] = site;
  return number_of(places);
}

std::uint16_t whole_place_of(const void* return_address) {
  const Aside aside;
  return number_of(places_from(return_address));
}

}  // namespace explore::trace
