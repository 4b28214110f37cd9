// expect: livelock
// deadline: 1000
// A thread computes and comes to no end, and does nothing that another notices.

#include <cstdlib>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::thread worker([] {
    while (std::rand() >= 0) {
    }
  });
  worker.join();
}
