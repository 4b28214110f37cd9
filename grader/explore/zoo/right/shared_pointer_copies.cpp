// expect: nothing
// Each thread has a shared_ptr of its own to one immutable value, and the last to leave destroys
// it.

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

struct Value {
  explicit Value(std::atomic<int>& counter) : destroyed(counter) {}
  Value(const Value&) = delete;
  Value& operator=(const Value&) = delete;
  ~Value() { ++destroyed; }

  std::vector<int> numbers{1, 2, 3};
  std::atomic<int>& destroyed;
};

int main() {
  std::atomic<int> destroyed = 0;
  auto value = std::make_shared<const Value>(destroyed);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([mine = value]() mutable {
      const std::shared_ptr<const Value> copy = mine;
      must(copy->numbers.size() == 3, "the value is whole");
      mine.reset();
    });
  }
  value.reset();
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(destroyed == 1, "the value is destroyed once");
}
