// Counters of several threads, packed in one cache line and kept apart.

#include <array>
#include <cstdint>
#include <iostream>
#include <span>

// begin layouts
struct Packed {
  std::uint64_t count = 0;
};

// A cache line of its own.
struct alignas(64) Apart {
  std::uint64_t count = 0;
};

// 4 workers: 32 bytes, and 256.
std::array<Packed, 4> packed;
std::array<Apart, 4> apart;
// end layouts

using Numbers = std::span<const std::uint32_t>;

// begin local
// Simpler: a local variable, written once.
void count_evens(Numbers numbers,
                 std::uint64_t& result) {
  std::uint64_t count = 0;
  for (const std::uint32_t n : numbers) {
    count += n % 2 == 0;
  }
  result = count;
}
// end local

int main() {
  const std::array<std::uint32_t, 5> numbers{1, 2, 3, 4, 6};
  count_evens(numbers, apart[0].count);
  std::cout << "packed " << sizeof(packed) << " bytes, apart " << sizeof(apart) << " bytes, "
            << apart[0].count << " evens\n";
}
