#include "explore/shadow.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <array>

#include "explore/address_table.hpp"
#include "explore/scheduler.hpp"

namespace explore {
namespace {

constexpr std::size_t kGranule = 8;
constexpr std::size_t kReaders = 3;

struct Touch {
  Tick tick = 0;  // 0: nobody
  std::uint8_t thread = 0;
  std::uint8_t bytes = 0;  // a bit for each byte of the granule
  bool atomic = false;
  bool write = false;
  std::array<std::uint32_t, 6> where{};  // call sites in the program's file; 0: none
};

struct Cell {
  Touch write;
  std::array<Touch, kReaders> reads;
};

// What lies together is watched together: a schedule lasts about a millisecond,
// and each page that it touches first costs a thousandth of that.
struct Block {
  std::array<Cell, 32> cells;
};
static_assert(sizeof(Block) == 4'096);
constexpr std::size_t kBlockGranules = 32;
using Blocks = AddressTable<Block, std::size_t{1} << 17U, kBlockGranules * kGranule>;

Blocks& blocks() {
  // Zeros, of which only those take memory that are used.
  static Blocks* const all =
      static_cast<Blocks*>(::mmap(nullptr, sizeof(Blocks), PROT_READ | PROT_WRITE,
                                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
  return *all;
}

const void* start_of_block(std::uintptr_t granule) {
  return reinterpret_cast<const void*>(granule / kBlockGranules * kBlockGranules * kGranule);
}

Cell& cell_of(std::uintptr_t granule) {
  Block* const block = blocks().at(start_of_block(granule));
  if (block == nullptr) {
    conclude(Outcome::not_modelled, "more memory is touched than can be watched");
  }
  return block->cells.at(granule % kBlockGranules);
}

bool ordered(const Touch& earlier, const Thread& me) {
  return earlier.thread == me.number || me.knows.of(earlier.thread) >= earlier.tick;
}

Access access_of(const Touch& touch) {
  Access access{.thread = touch.thread,
                .bytes = static_cast<std::uint8_t>(__builtin_popcount(touch.bytes)),
                .write = touch.write,
                .atomic = touch.atomic,
                .places = {}};
  std::copy_if(touch.where.begin(), touch.where.end(), access.places.begin(),
               [](std::uint32_t site) { return site != 0; });
  return access;
}

void compare(const Touch& earlier, const Touch& now, const Thread& me) {
  const bool racy = earlier.tick != 0 && (earlier.bytes & now.bytes) != 0 &&
                    (earlier.write || now.write) && !(earlier.atomic && now.atomic) &&
                    !ordered(earlier, me);
  if (racy) {
    ledger().race = {access_of(earlier), access_of(now)};
    conclude(Outcome::race);
  }
}

void touch_granule(std::uintptr_t granule, Touch now, const Thread& me) {
  Cell& cell = cell_of(granule);
  compare(cell.write, now, me);
  if (now.write) {
    for (const Touch& read : cell.reads) {
      compare(read, now, me);
    }
    cell.write = now;
    cell.reads.fill({});
    return;
  }
  // A place of this thread's own, a free one, or that of a read which is no news.
  Touch* place = &cell.reads.front();
  for (Touch& read : cell.reads) {
    if (read.tick == 0 || (read.thread == me.number && read.atomic == now.atomic)) {
      place = &read;
      break;
    }
    if (ordered(read, me)) {
      place = &read;
    }
  }
  *place = now;
}

}  // namespace

void touch(const void* address, std::size_t bytes, bool write, bool atomic,
           const void* return_address) {
  if (!active) {
    return;
  }
  Thread& me = self();
  constexpr std::uintptr_t kLargestStack = std::uintptr_t{64} << 20U;
  const auto first = reinterpret_cast<std::uintptr_t>(address);
  if (first < me.stack_low && me.stack_low - first < kLargestStack) {
    me.stack_low = first;
  }
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  const bool own = first > here && first - here < kLargestStack;
  if (write && !atomic && !own) {
    note_change();
  }
  if (alone) {
    return;
  }
  Touch now{.tick = me.knows.of(me.number),
            .thread = static_cast<std::uint8_t>(me.number),
            .atomic = atomic,
            .write = write,
            .where = {call_site(reinterpret_cast<std::uintptr_t>(return_address))}};
  if (me.depth <= me.stack.size()) {
    for (unsigned i = 1; i < now.where.size() && i <= me.depth; ++i) {
      now.where.at(i) = call_site(me.stack.at(me.depth - i));
    }
  }
  auto from = reinterpret_cast<std::uintptr_t>(address);
  const std::uintptr_t end = from + bytes;
  while (from < end) {
    const std::uintptr_t granule = from / kGranule;
    const std::uintptr_t stop = std::min(end, (granule + 1) * kGranule);
    const auto mask = (1U << (stop - granule * kGranule)) - (1U << (from - granule * kGranule));
    now.bytes = static_cast<std::uint8_t>(mask);
    touch_granule(granule, now, me);
    from = stop;
  }
}

void renew(const void* address, std::size_t bytes) {
  if (!active || alone || bytes == 0) {
    return;
  }
  const auto from = reinterpret_cast<std::uintptr_t>(address);
  const std::uintptr_t last = (from + bytes - 1) / kGranule;
  for (std::uintptr_t granule = from / kGranule; granule <= last;) {
    const std::uintptr_t end = (granule / kBlockGranules + 1) * kBlockGranules;
    Block* const block = blocks().find(start_of_block(granule));
    for (; granule <= last && granule < end; ++granule) {
      if (block != nullptr) {
        block->cells.at(granule % kBlockGranules) = {};
      }
    }
  }
}

}  // namespace explore
