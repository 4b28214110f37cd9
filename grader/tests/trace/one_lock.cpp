// All of the work is done under one lock.
// expect: work 200 span 200

#include <mutex>

#include "burn.hpp"

int main() {
  std::mutex mutex;
  in_threads(2, [&](int) {
    for (int i = 0; i < 50; ++i) {
      const std::lock_guard lock(mutex);
      burn(2);
    }
  });
}
