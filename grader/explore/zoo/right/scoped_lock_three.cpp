// expect: nothing
// Three threads take three mutexes by scoped_lock, in three orders: it does not wait while it
// holds.

#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::mutex a;
  std::mutex b;
  std::mutex c;
  int count = 0;
  std::thread first([&] {
    const std::scoped_lock all(a, b, c);
    ++count;
  });
  std::thread second([&] {
    const std::scoped_lock all(c, a, b);
    ++count;
  });
  std::thread third([&] {
    const std::scoped_lock all(b, c, a);
    ++count;
  });
  first.join();
  second.join();
  third.join();
  must(count == 3, "all have held all");
}
