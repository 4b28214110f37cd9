// expect: nothing
// Stages are announced by store and notify_all, and waited for by wait in a loop.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> stage = 0;
  std::atomic<bool> finished = false;
  int payload = 0;
  const auto follow = [&] {
    int seen = stage.load();
    while (seen < 2) {
      stage.wait(seen);
      seen = stage.load();
    }
    must(payload == 42, "what came before the last stage is there");
  };
  std::thread ann(follow);
  std::thread bob([&] {
    finished.wait(false);
    follow();
  });
  stage = 1;
  stage.notify_all();
  payload = 42;
  stage = 2;
  stage.notify_all();
  finished = true;
  finished.notify_one();
  ann.join();
  bob.join();
}
