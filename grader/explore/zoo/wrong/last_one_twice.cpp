// expect: failed
// Who comes last cleans up, but "am I last" is asked in a second step.
// It fails if both have counted themselves down before either asks: both clean up.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> working = 2;
  std::atomic<int> cleanings = 0;
  const auto work = [&] {
    working.fetch_sub(1);
    if (working.load() == 0) {
      cleanings.fetch_add(1);
    }
  };
  std::thread ann(work);
  std::thread bob(work);
  ann.join();
  bob.join();
  must(cleanings == 1, "exactly one thread cleans up");
}
