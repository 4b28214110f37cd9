// expect: deadlock
// A shop locks itself and then waits inside its queue, which gives only the queue's own lock back.
// It hangs if the customer comes before the delivery, which needs the shop's lock.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Stock {
 public:
  void put() {
    const std::lock_guard lock(mutex_);
    ++pieces_;
    filled_.notify_one();
  }

  void take() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return pieces_ > 0; });
    --pieces_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  int pieces_ = 0;
};

class Shop {
 public:
  void deliver() {
    const std::lock_guard lock(mutex_);
    stock_.put();
  }

  void sell() {
    const std::lock_guard lock(mutex_);
    stock_.take();
    ++sold_;
  }

  int sold() {
    const std::lock_guard lock(mutex_);
    return sold_;
  }

 private:
  std::mutex mutex_;
  Stock stock_;
  int sold_ = 0;
};

int main() {
  Shop shop;
  std::thread driver([&] { shop.deliver(); });
  std::thread customer([&] { shop.sell(); });
  driver.join();
  customer.join();
  must(shop.sold() == 1, "what was delivered was sold");
}
