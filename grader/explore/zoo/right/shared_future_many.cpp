// expect: nothing
// Three threads read the result of one shared_future, each by its own copy.

#include <future>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::promise<std::vector<int>> promise;
  const std::shared_future<std::vector<int>> result = promise.get_future().share();
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([result] { must(result.get().size() == 4, "everybody reads it"); });
  }
  promise.set_value({1, 2, 3, 4});
  for (std::thread& reader : readers) {
    reader.join();
  }
}
