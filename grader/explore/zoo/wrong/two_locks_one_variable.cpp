// expect: race
// Every access is locked, but the two functions do not use the same lock.
// It races unless other events order the two by chance.

#include <mutex>
#include <thread>
#include <utility>

#include "explore/zoo/zoo.hpp"

class Log {
 public:
  void append() {
    const std::lock_guard lock(append_mutex_);
    ++lines_;
  }

  int clear() {
    const std::lock_guard lock(clear_mutex_);
    return std::exchange(lines_, 0);
  }

 private:
  std::mutex append_mutex_;
  std::mutex clear_mutex_;
  int lines_ = 0;
};

int main() {
  Log log;
  std::thread writer([&] { log.append(); });
  std::thread cleaner([&] { log.clear(); });
  writer.join();
  cleaner.join();
  must(log.clear() <= 1, "one line was written");
}
