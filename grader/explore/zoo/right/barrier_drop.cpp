// expect: nothing
// One worker leaves the barrier by arrive_and_drop, and the others go on without it.

#include <atomic>
#include <barrier>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::barrier meeting(3);
  std::atomic<int> rounds = 0;
  const auto stay = [&] {
    for (int round = 0; round < 3; ++round) {
      meeting.arrive_and_wait();
      ++rounds;
    }
  };
  std::thread ann(stay);
  std::thread bob(stay);
  std::thread cat([&] { meeting.arrive_and_drop(); });
  ann.join();
  bob.join();
  cat.join();
  must(rounds == 6, "the two that stayed have met three times");
}
