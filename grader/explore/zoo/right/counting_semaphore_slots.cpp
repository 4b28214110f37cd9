// expect: nothing
// Three threads share two permits, and never are three of them inside. They ask by try_acquire,
// because a contended acquire() of libstdc++ 12 can fall asleep beside a free permit.

#include <atomic>
#include <semaphore>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::counting_semaphore<2> permits(2);
  std::atomic<int> inside = 0;
  std::atomic<int> visits = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 2; ++round) {
        while (!permits.try_acquire()) {
          std::this_thread::yield();
        }
        must(inside.fetch_add(1) < 2, "at most two are inside");
        ++visits;
        inside.fetch_sub(1);
        permits.release();
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(visits == 6, "everybody was inside twice");
}
