// expect: failed
// An auditor reads 40 counters one by one and then a total that is kept beside them.
// It fails if the writer is stopped between its counter and its total for the whole of the audit,
// after it has begun and before it ends: 40 locked operations fall into a window of one.

#include <array>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

struct Cell {
  std::mutex mutex;
  int value = 0;

  void add(int amount) {
    const std::lock_guard lock(mutex);
    value += amount;
  }

  int get() {
    const std::lock_guard lock(mutex);
    return value;
  }
};

int main() {
  std::array<Cell, 40> parts;
  Cell total;
  std::thread writer([&] {
    for (Cell& part : parts) {
      part.add(1);
      total.add(1);
    }
  });
  std::thread auditor([&] {
    const int before = total.get();
    int sum = 0;
    for (Cell& part : parts) {
      sum += part.get();
    }
    const int after = total.get();
    if (before == after) {  // nothing was written meanwhile, so that the sum must be exact
      must(sum == after, "the parts make the total");
    }
  });
  writer.join();
  auditor.join();
}
