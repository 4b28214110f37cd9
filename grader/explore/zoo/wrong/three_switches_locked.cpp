// expect: failed
// Two threads step a counter, each only from the values that are its own, under the lock.
// It fails if they take turns three times over: 0 to 1, 1 to 2, 2 to 3, 3 to 4.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Stage {
 public:
  void step_from(int from) {
    const std::lock_guard lock(mutex_);
    if (stage_ == from) {
      ++stage_;
    }
    must(stage_ < 4, "the last stage is never reached");
  }

 private:
  std::mutex mutex_;
  int stage_ = 0;
};

int main() {
  Stage stage;
  std::thread even([&] {
    stage.step_from(0);
    stage.step_from(2);
  });
  std::thread odd([&] {
    stage.step_from(1);
    stage.step_from(3);
  });
  even.join();
  odd.join();
}
