// expect: failed
// Main returns early when the first result will do, and forgets the second thread.
// It fails if the first result is there when main looks: a joinable thread's destructor terminates.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> best = 0;
  std::thread fast([&] { best = 7; });
  std::thread slow([&best] { best.fetch_add(1); });
  const bool enough = best >= 7;
  fast.join();
  if (enough) {
    return 0;
  }
  slow.join();
  must(best > 0, "there is a result");
}
