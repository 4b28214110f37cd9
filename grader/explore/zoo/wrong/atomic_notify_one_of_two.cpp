// expect: deadlock
// Two threads wait on one atomic, and the change is told to one of them.
// It hangs if both sleep before the change.

#include <atomic>
#include <thread>

#include "../zoo.hpp"

int main() {
  std::atomic<int> stage = 0;
  const auto follow = [&] {
    stage.wait(0);
    must(stage == 1, "the stage has changed");
  };
  std::thread ann(follow);
  std::thread bob(follow);
  stage = 1;
  stage.notify_one();
  ann.join();
  bob.join();
}
