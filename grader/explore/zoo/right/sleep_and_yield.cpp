// expect: nothing
// Threads sleep and yield as they like, but what they share is ordered by a lock alone.

#include <chrono>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  int count = 0;
  const auto count_once = [&] {
    const std::lock_guard lock(mutex);
    ++count;
  };
  std::thread sleeper([&] {
    const auto start = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    must(std::chrono::steady_clock::now() - start >= std::chrono::milliseconds(2),
         "a sleep lasts as long as it was told");
    count_once();
  });
  std::thread dater([&] {
    std::this_thread::sleep_until(std::chrono::system_clock::now() + std::chrono::milliseconds(1));
    count_once();
  });
  std::thread yielder([&] {
    std::this_thread::yield();
    count_once();
  });
  sleeper.join();
  dater.join();
  yielder.join();
  must(count == 3, "everybody has counted");
}
