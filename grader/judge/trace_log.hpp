// What the recording runtime told of one run of a program (grader/explore/trace), as
// it came: threads, and their operations with the CPU time before each.
//
// It comes from the program's own process: it is data, and may be damaged. Pure.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace judge {

// In the order of the runtime's numbers.
enum class TraceKind : std::uint8_t {
  start,
  end,
  create,
  join,
  lock,
  share,
  unlock,
  wait,
  notify,
  post,
  take,
  arrive,
  leave,
  sleep_on,
  wake,
  fork,
  reap,
  write,
  read,
  pause,
  semaphore,
  barrier,
};

struct TraceRecord {
  TraceKind kind = TraceKind::start;
  bool shared = false;     // its object belongs to several processes
  bool contended = false;  // another thread had it
  std::uint64_t cpu = 0;   // ns, of the thread
  std::uint64_t wall = 0;  // ns
  std::uint64_t aside = 0;
  std::uint64_t object = 0;
  std::uint64_t other = 0;
  std::uint16_t place = 0;
};

struct TraceLog {
  double cost = 0;  // ns of CPU time that a record takes, in the work behind it
  std::map<std::uint16_t, std::vector<std::uint64_t>> places;  // call sites, innermost first
  // Each begins with `start`; empty if it never ran.
  std::vector<std::vector<TraceRecord>> threads;
};

// Nothing if it is damaged or not whole: the program ended in the middle, or wrote
// into it.
struct TraceReading {
  std::optional<TraceLog> log;
  std::uint64_t lost = 0;  // records that found no room: what there is tells nothing
};
TraceReading read_trace(std::string_view text);

// CPU time of all threads, without the recording, in ns.
double work_of(const TraceLog& log);
// From the first record to the last, in ns.
double wall_of(const TraceLog& log);
std::size_t records_of(const TraceLog& log);

// CPU time of the thread between two records that follow each other, in ns.
double work_between(const TraceRecord& before, const TraceRecord& after, double cost);

}  // namespace judge
