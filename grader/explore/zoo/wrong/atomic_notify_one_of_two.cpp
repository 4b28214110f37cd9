// expect: deadlock
// Two threads wait on one atomic, and the change is told to one of them.
// It hangs if both sleep before the change.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> stage = 0;
  std::atomic<int> prepared = 0;
  const auto follow = [&] {
    stage.wait(0);
    must(prepared == 40, "all parts are prepared");
  };
  std::thread ann(follow);
  std::thread bob(follow);
  for (int part = 0; part < 40; ++part) {
    prepared.fetch_add(1);
  }
  stage = 1;
  stage.notify_one();
  ann.join();
  bob.join();
}
