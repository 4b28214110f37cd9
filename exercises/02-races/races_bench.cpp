#include <sys/mman.h>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "races.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

using Bytes = std::vector<std::byte>;

// Most of a round would go into making room for the input, a small page at a time.
void in_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t size) {
#ifdef MADV_HUGEPAGE
  constexpr std::uintptr_t kPage = 4096;
  const auto address = reinterpret_cast<std::uintptr_t>(memory);
  const std::uintptr_t first = (address + kPage - 1) / kPage * kPage;
  const std::uintptr_t last = (address + size) / kPage * kPage;
  ::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
#endif
}

// Random bytes: all values are equally frequent, so the plain loop never waits
// for the count that it has just written, and cleverer loops gain nothing.
Bytes make(std::uint64_t seed, std::size_t size) {
  support::Secret random;
  random.renew(seed);
  Bytes bytes;
  bytes.reserve(size);
  in_large_pages(bytes.data(), size);
  bytes.resize(size);
  std::size_t i = 0;
  for (; i + sizeof(std::uint64_t) <= bytes.size(); i += sizeof(std::uint64_t)) {
    const std::uint64_t eight = random.of(i);
    std::memcpy(&bytes[i], &eight, sizeof eight);
  }
  for (; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>(random.of(i));
  }
  return bytes;
}

void count_into(Histogram& histogram, std::span<const std::byte> bytes) {
  for (const std::byte byte : bytes) {
    ++histogram[std::to_integer<std::size_t>(byte)];
  }
}

// Begins somewhere else in each call, or copies of this that run at once would
// fetch the bytes from memory for each other.
Histogram count_serially(const Bytes& bytes) {
  static std::atomic<std::size_t> calls{0};
  constexpr std::size_t kBeginnings = 7;  // three of which lie between two calls
  const std::size_t first = bytes.size() / kBeginnings * (3 * calls++ % kBeginnings);
  Histogram histogram{};
  count_into(histogram, std::span(bytes).subspan(first));
  count_into(histogram, std::span(bytes).first(first));
  return histogram;
}

const bool registered = support::add_row(
    "histogram",
    support::CpuRow<Bytes, Histogram>{
        .size = 70'000'000,
        .make = make,
        .serial = count_serially,
        .yours = [](const Bytes& bytes, unsigned workers) { return count_bytes(bytes, workers); },
    });

}  // namespace
}  // namespace course
