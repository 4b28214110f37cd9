// expect: race
// The reader acquires, but the writer's store is relaxed: there is nothing to acquire.
// It races whenever the reader sees the pointer.

#include <atomic>
#include <string>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::string letter;
  std::atomic<std::string*> box = nullptr;
  std::thread writer([&] {
    letter = "dear reader";
    box.store(&letter, std::memory_order_relaxed);
  });
  std::thread reader([&] {
    const std::string* const found = box.load(std::memory_order_acquire);
    if (found != nullptr) {
      must(found->size() == 11, "the letter is whole");
    }
  });
  writer.join();
  reader.join();
}
