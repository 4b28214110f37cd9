// expect: nothing
// A value can be reached only through a function that holds its lock.

#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "explore/zoo/zoo.hpp"

template <typename T>
class Synchronised {
 public:
  template <typename Function>
  auto with(Function&& function) {
    const std::lock_guard lock(mutex_);
    return std::forward<Function>(function)(value_);
  }

 private:
  std::mutex mutex_;
  T value_{};
};

int main() {
  Synchronised<std::string> text;
  std::thread ann([&] { text.with([](std::string& value) { value += "ann "; }); });
  std::thread bob([&] { text.with([](std::string& value) { value += "bob "; }); });
  ann.join();
  bob.join();
  const std::string end = text.with([](const std::string& value) { return value; });
  must(end == "ann bob " || end == "bob ann ", "both have written, one after the other");
}
