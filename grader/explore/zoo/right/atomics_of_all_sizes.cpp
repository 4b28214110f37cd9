// expect: nothing
// Atomics of 1, 2, 4 and 8 bytes, a pointer and a double, each raised by two threads in its own
// way.

#include <array>
#include <atomic>
#include <cstdint>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<std::uint8_t> one = 0;
  std::atomic<std::uint16_t> two = 0;
  std::atomic<std::uint32_t> four = 0;
  std::atomic<std::uint64_t> eight = 0;
  std::array<int, 8> cells{};
  std::atomic<int*> pointer = cells.data();
  std::atomic<double> real = 0.0;
  std::atomic<bool> exchanged = false;
  std::atomic<int> firsts = 0;
  const auto work = [&] {
    for (int i = 0; i < 2; ++i) {
      one.fetch_add(1);
      two.fetch_or(static_cast<std::uint16_t>(1U << 9U));
      four.fetch_sub(1);
      eight.fetch_xor(std::uint64_t{1} << 40U);
      *pointer.fetch_add(1) = 1;
      double seen = real.load();
      while (!real.compare_exchange_weak(seen, seen + 0.5)) {
      }
      if (!exchanged.exchange(true)) {
        ++firsts;
      }
    }
  };
  std::thread ann(work);
  std::thread bob(work);
  ann.join();
  bob.join();
  must(one == 4 && two == 512, "small ones are exact");
  must(four == 0xfffffffcU && eight == 0, "large ones are exact");
  must(pointer == cells.data() + 4 && cells[3] == 1 && cells[4] == 0, "each had cells of its own");
  must(real == 2.0 && firsts == 1, "exchanges are exact");
}
