// expect: not_modelled
// Two threads count to more than can be explored: it is right, and comes to an end,
// but only after more steps than a schedule has.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> count = 0;
  const auto work = [&] {
    for (int i = 0; i < 150'000; ++i) {
      count.fetch_add(1);
    }
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
  must(count == 300'000, "nothing is lost");
}
