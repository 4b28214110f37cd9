// expect: failed
// Two threads add to a counter in two steps. Beside them a third one gives memory back
// and ends, and the others' objects may come to lie there: a seed must lead to the same
// steps, on the same objects, each time.

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

constexpr int kObjects = 12;

struct Object {
  std::mutex mutex;
  int value = 0;
};

// Lies where memory was given back, if it was by then.
std::array<std::unique_ptr<Object>, kObjects> make_objects() {
  std::array<std::unique_ptr<Object>, kObjects> objects;
  for (std::unique_ptr<Object>& object : objects) {
    object = std::make_unique<Object>();
    const std::lock_guard lock(object->mutex);
    ++object->value;
  }
  return objects;
}

int main() {
  std::atomic<int> count = 0;
  const auto add = [&] {
    const auto objects = make_objects();
    const int seen = count.load();
    const auto more = make_objects();
    count.store(seen + 1);
  };
  std::thread gives_back([] { make_objects(); });
  std::thread ann(add);
  std::thread bob(add);
  gives_back.join();
  ann.join();
  bob.join();
  must(count == 2, "both have added");
}
