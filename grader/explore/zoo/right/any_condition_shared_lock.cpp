// expect: nothing
// Readers wait on a condition_variable_any with a shared lock, and a writer tells all of them.

#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::shared_mutex mutex;
  std::condition_variable_any changed;
  int version = 0;
  const auto read = [&] {
    std::shared_lock lock(mutex);
    changed.wait(lock, [&] { return version == 1; });
  };
  std::thread ann(read);
  std::thread bob(read);
  {
    const std::unique_lock lock(mutex);
    version = 1;
  }
  changed.notify_all();
  ann.join();
  bob.join();
  must(version == 1, "both have read the new version");
}
