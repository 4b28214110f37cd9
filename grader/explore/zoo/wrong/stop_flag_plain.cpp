// expect: race
// A worker looks at a plain bool that main sets. It races in every order, unless it never looks.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  bool stop = false;
  int rounds = 0;
  std::thread worker([&] {
    for (int i = 0; i < 10 && !stop; ++i) {
      const std::lock_guard lock(mutex);
      ++rounds;
    }
  });
  stop = true;
  worker.join();
  must(rounds <= 10, "the worker stops");
}
