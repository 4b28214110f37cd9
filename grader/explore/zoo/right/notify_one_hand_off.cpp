// expect: nothing
// Two threads hand a turn to each other, each on a condition variable of its own: notify_one will
// do.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex mutex;
  std::condition_variable ping_turn;
  std::condition_variable pong_turn;
  bool ping = true;
  int exchanges = 0;
  std::thread pinger([&] {
    for (int i = 0; i < 3; ++i) {
      std::unique_lock lock(mutex);
      ping_turn.wait(lock, [&] { return ping; });
      ping = false;
      pong_turn.notify_one();
    }
  });
  std::thread ponger([&] {
    for (int i = 0; i < 3; ++i) {
      std::unique_lock lock(mutex);
      pong_turn.wait(lock, [&] { return !ping; });
      ping = true;
      ++exchanges;
      ping_turn.notify_one();
    }
  });
  pinger.join();
  ponger.join();
  must(ping && exchanges == 3, "every ping had its pong");
}
