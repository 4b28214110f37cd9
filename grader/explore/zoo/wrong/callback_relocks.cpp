// expect: deadlock
// A meter calls its listener while it holds its plain mutex, and the listener asks the meter.
// It hangs if both threads have added before either subtracts: only then is the limit reached.

#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "explore/zoo/zoo.hpp"

class Meter {
 public:
  explicit Meter(std::function<void()> at_limit) : at_limit_(std::move(at_limit)) {}

  void add(int amount) {
    const std::lock_guard lock(mutex_);
    value_ += amount;
    if (value_ >= 2) {
      at_limit_();
    }
  }

  int value() {
    const std::lock_guard lock(mutex_);
    return value_;
  }

 private:
  std::mutex mutex_;
  std::function<void()> at_limit_;
  int value_ = 0;
};

int main() {
  int shown = 0;
  Meter* shown_meter = nullptr;
  Meter meter([&] { shown = shown_meter->value(); });
  shown_meter = &meter;
  const auto pulse = [&] {
    meter.add(1);
    meter.add(-1);
  };
  std::thread ann(pulse);
  std::thread bob(pulse);
  ann.join();
  bob.join();
  must(shown == 0 && meter.value() == 0, "the limit was not reached");
}
