// A wait that also ends when the thread is asked to stop.

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

using namespace std::chrono_literals;

// begin stop
std::mutex mutex;
std::condition_variable_any changed;
std::deque<int> jobs;

bool ready() { return !jobs.empty(); }

void worker(std::stop_token stop) {
  std::unique_lock lock(mutex);
  while (changed.wait(lock, stop, ready)) {
    std::printf("job %d\n", jobs.front());
    jobs.pop_front();
  }
  std::puts("nothing left to do");
}
// end stop

int main() {
  std::jthread thread(worker);
  const std::scoped_lock lock(mutex);
  jobs = {1, 2};
  changed.notify_one();
}  // lets go of the lock; then the jthread asks to stop, and joins
