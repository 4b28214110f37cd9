// expect: nothing
// A recursive timed mutex is taken twice by its owner, and given back twice.

#include <chrono>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::recursive_timed_mutex mutex;
  int count = 0;
  const auto work = [&] {
    std::unique_lock outer(mutex, std::chrono::milliseconds(5));
    if (!outer.owns_lock()) {
      outer.lock();
    }
    const std::unique_lock inner(mutex, std::chrono::milliseconds(5));
    must(inner.owns_lock(), "the owner gets its recursive mutex again");
    ++count;
  };
  std::thread ann(work);
  std::thread bob(work);
  ann.join();
  bob.join();
  must(count == 2, "both have counted");
}
