// Counters of several threads, packed in one cache line and kept apart.

#include <array>
#include <cstdint>
#include <iostream>
#include <span>

// begin layouts
struct Packed {
  std::uint64_t count = 0;
};

struct alignas(64) Apart {  // a cache line of its own
  std::uint64_t count = 0;
};

std::array<Packed, 4> packed;  // 4 workers, 32 bytes
std::array<Apart, 4> apart;    // 4 workers, 256 bytes
// end layouts

// begin local
// Simpler: count in a local variable, and write once.
void count_evens(std::span<const std::uint32_t> numbers,
                 std::uint64_t& result) {
  std::uint64_t count = 0;
  for (const std::uint32_t number : numbers) {
    count += number % 2 == 0;
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
