// expect: nothing
// Two readers hold a shared mutex at once and meet inside: readers do not exclude each other.

#include <latch>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::shared_mutex mutex;
  std::latch both_inside(2);
  int value = 1;
  const auto read = [&] {
    const std::shared_lock lock(mutex);
    both_inside.arrive_and_wait();
    must(value == 1, "no writer comes between readers that are inside");
  };
  std::thread ann(read);
  std::thread bob(read);
  both_inside.wait();
  std::thread writer([&] {
    const std::unique_lock lock(mutex);
    value = 2;
  });
  ann.join();
  bob.join();
  writer.join();
  must(value == 2, "the writer comes after the readers");
}
