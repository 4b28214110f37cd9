// expect: nothing
// The future of an async task is dropped, and its destructor waits: the task's result is there.

#include <future>

#include "explore/zoo/zoo.hpp"

int main() {
  int result = 0;
  {
    const std::future<void> dropped = std::async(std::launch::async, [&] { result = 42; });
  }
  must(result == 42, "the destructor has waited for the task");
}
