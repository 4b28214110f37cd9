// expect: deadlock
// A barrier counts three, two workers and main, and is used for two rounds.
// It hangs if main finds the work done after the first round, and does not come to the second.

#include <atomic>
#include <barrier>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::barrier meeting(3);
  std::atomic<int> done = 0;
  const auto work = [&] {
    meeting.arrive_and_wait();
    ++done;
    meeting.arrive_and_wait();
  };
  std::thread ann(work);
  std::thread bob(work);
  meeting.arrive_and_wait();
  if (done < 2) {
    meeting.arrive_and_wait();
  }
  ann.join();
  bob.join();
  must(done == 2, "both have worked");
}
