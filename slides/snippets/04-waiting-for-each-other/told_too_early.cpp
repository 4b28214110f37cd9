// WRONG: a notification reaches only those who sleep already. Here nobody does,
// so the wait would never end; it gives up after 100 ms.

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>

using namespace std::chrono_literals;

int main() {
  // begin early
  std::mutex mutex;
  std::condition_variable arrived;

  arrived.notify_one();  // nobody hears it

  std::unique_lock lock(mutex);
  auto woken = arrived.wait_for(lock, 100ms);
  // end early
  std::puts(woken == std::cv_status::timeout ? "nobody came" : "woken");
}
