// expect: livelock
// A writer makes a sequence number odd while it writes, and returns early if the table was closed.
// A reader that comes after such a return waits for ever for an even number.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<unsigned> sequence = 0;
  std::atomic<int> low = 0;
  std::atomic<int> high = 0;
  std::atomic<bool> closed = false;
  std::thread writer([&] {
    for (int i = 1; i <= 2; ++i) {
      ++sequence;
      if (closed) {
        return;
      }
      low = i;
      high = i;
      ++sequence;
    }
  });
  std::thread reader([&] {
    for (;;) {
      const unsigned before = sequence;
      const int a = low;
      const int b = high;
      if (before % 2 == 0 && sequence == before) {
        must(a == b, "both halves are of one write");
        return;
      }
      std::this_thread::yield();
    }
  });
  std::thread closer([&] { closed = true; });
  writer.join();
  reader.join();
  closer.join();
}
