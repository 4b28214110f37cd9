// Waiting with a deadline: the answer is whether the condition holds.

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>

using namespace std::chrono_literals;

int main() {
  std::mutex mutex;
  std::condition_variable arrived;
  bool letter = false;
  // begin deadline
  const auto deadline = std::chrono::steady_clock::now() + 50ms;

  const auto came = [&] { return letter; };
  std::unique_lock lock(mutex);
  const bool here = arrived.wait_until(lock, deadline, came);
  std::puts(here ? "a letter" : "no letter in time");
  // end deadline
}
