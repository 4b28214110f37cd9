#include "sandbox/quota.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "sandbox/footprint.hpp"

namespace sandbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kProcessesEvery{40};
constexpr int kLeastPause = 20;  // times as long as the look took

std::size_t or_any(std::size_t limit) {
  return limit == 0 ? std::numeric_limits<std::size_t>::max() : limit;
}

Quota::Time next_look(Quota::Time began, milliseconds every) {
  return began +
         std::max<steady_clock::duration>(every, kLeastPause * (steady_clock::now() - began));
}

}  // namespace

std::optional<Overran> Quota::look(pid_t process, Time now) {
  const Limits& limits = command_.limits;
  if (now < next_processes_ || (limits.memory_bytes == 0 && limits.threads == 0)) {
    return std::nullopt;
  }
  const Footprint footprint = footprint_of(process, or_any(limits.threads));
  next_processes_ = next_look(now, kProcessesEvery);
  if (footprint.memory_bytes > or_any(limits.memory_bytes)) {
    return Overran{"more than " + std::to_string(limits.memory_bytes >> 20U) + " MiB of memory"};
  }
  if (footprint.threads > or_any(limits.threads)) {
    return Overran{"more than " + std::to_string(limits.threads) + " threads and processes"};
  }
  return std::nullopt;
}

}  // namespace sandbox
