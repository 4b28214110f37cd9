// expect: nothing
// Two threads take turns by two semaphores, and share a plain number without a lock.

#include <semaphore>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::binary_semaphore ping(1);
  std::binary_semaphore pong(0);
  int ball = 0;
  std::thread ann([&] {
    for (int i = 0; i < 3; ++i) {
      ping.acquire();
      must(ball % 2 == 0, "it is ann's turn");
      ++ball;
      pong.release();
    }
  });
  std::thread bob([&] {
    for (int i = 0; i < 3; ++i) {
      pong.acquire();
      must(ball % 2 == 1, "it is bob's turn");
      ++ball;
      ping.release();
    }
  });
  ann.join();
  bob.join();
  must(ball == 6, "every ping had its pong");
}
