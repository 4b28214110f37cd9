// The shape of a program that uses an executor: 8 workers, 10
// items.

#include <future>
#include <iostream>
#include <map>
#include <stdexcept>

#include "support/thread_pool.hpp"

namespace {

int measure(int item) {
  if (item == 7) throw std::runtime_error("no data");
  return item * item;
}

}  // namespace

int main() {
  using course::ThreadPool;
  // clang-format off: a column of a slide is narrow
  // begin shape
  std::map<int, std::future<int>> items;
  ThreadPool pool(8);
  for (int item = 0; item < 10; ++item) {
    items[item] = pool.submit(
        [item] { return measure(item); });
  }
  int total = 0;
  for (auto& [item, result] : items) {
    try {
      total += result.get();
    } catch (const std::exception& error) {
      std::cout << item << ' '
                << error.what() << '\n';
    }
  }
  std::cout << "sum " << total << '\n';
  // end shape
  // clang-format on
}
