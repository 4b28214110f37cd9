// expect: nothing
// More threads than can live at once are started and joined, two by two, and add to
// one sum under a lock.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  int sum = 0;
  const auto add = [&] {
    const std::lock_guard lock(mutex);
    ++sum;
  };
  for (int i = 0; i < 100; ++i) {
    std::thread first(add);
    std::thread second(add);
    first.join();
    second.join();
  }
  must(sum == 200, "nothing is lost");
}
