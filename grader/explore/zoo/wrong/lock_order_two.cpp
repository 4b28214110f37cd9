// expect: deadlock
// Two threads take the same two mutexes in opposite order.
// It hangs if each has taken its first before either takes its second.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex orders;
  std::mutex stock;
  int ordered = 0;
  int stocked = 10;
  std::thread buyer([&] {
    const std::lock_guard first(orders);
    const std::lock_guard second(stock);
    ++ordered;
    --stocked;
  });
  std::thread canceller([&] {
    const std::lock_guard first(stock);
    const std::lock_guard second(orders);
    ++stocked;
    --ordered;
  });
  buyer.join();
  canceller.join();
  must(ordered == 0 && stocked == 10, "an order and its cancellation leave nothing behind");
}
