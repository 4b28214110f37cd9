// Half of the work is done under one lock: on two cores the threads just miss each other.
// expect: work 200 span 102

#include <mutex>

#include "burn.hpp"

int main() {
  std::mutex mutex;
  in_threads(2, [&](int) {
    for (int i = 0; i < 25; ++i) {
      burn(2);
      const std::lock_guard lock(mutex);
      burn(2);
    }
  });
}
