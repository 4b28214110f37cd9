// expect: deadlock
// A jthread's destructor asks its thread to stop, but the thread sleeps on a condition variable
// that nobody notifies. It hangs if the thread looks for the request before it comes, and sleeps
// after.

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  int jobs = 1;
  {
    const std::jthread worker([&](const std::stop_token& stop) {
      std::unique_lock lock(mutex);
      while (!stop.stop_requested()) {
        if (jobs > 0) {
          --jobs;
        } else {
          changed.wait(lock);
        }
      }
    });
  }
  must(jobs >= 0, "no job is done twice");
}
