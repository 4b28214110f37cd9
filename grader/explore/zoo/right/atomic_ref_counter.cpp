// expect: nothing
// Plain numbers are raised through atomic_ref while threads share them, and read plainly
// afterwards.

#include <array>
#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::array<int, 2> counts{};
  const auto work = [&] {
    for (int& count : counts) {
      const std::atomic_ref<int> shared(count);
      shared.fetch_add(1);
      ++shared;
    }
  };
  std::thread ann(work);
  std::thread bob(work);
  ann.join();
  bob.join();
  must(counts[0] == 4 && counts[1] == 4, "every step is counted");
}
