// expect: nothing
// Two halves are changed as one by compare_exchange. Compiled by clang with -mcx16 they are 16
// bytes, elsewhere 8, because a 16-byte atomic would need libatomic there.

#include <atomic>
#include <cstdint>
#include <thread>

#include "explore/zoo/zoo.hpp"

#if defined(__clang__) && defined(__GCC_HAVE_SYNC_COMPARE_AND_SWAP_16)
using Half = std::uint64_t;
#else
using Half = std::uint32_t;
#endif

struct alignas(2 * sizeof(Half)) Pair {
  Half up;
  Half down;
};

int main() {
  std::atomic<Pair> pair = Pair{0, 100};
  const auto move_one = [&] {
    for (int i = 0; i < 2; ++i) {
      Pair seen = pair.load();
      while (!pair.compare_exchange_weak(seen, Pair{seen.up + 1, seen.down - 1})) {
      }
    }
  };
  std::thread ann(move_one);
  std::thread bob(move_one);
  const Pair between = pair.load();
  must(between.up + between.down == 100, "nobody sees one half without the other");
  ann.join();
  bob.join();
  const Pair last = pair.exchange(Pair{0, 0});
  must(last.up == 4 && last.down == 96, "every move has happened once");
}
