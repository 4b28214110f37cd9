// The shape of a program that uses an executor: 8 workers, 10
// items.

#include <chrono>
#include <future>
#include <iostream>
#include <map>
#include <stdexcept>
#include <thread>

#include "support/thread_pool.hpp"

namespace {

int measure(int item) {
  if (item == 7) throw std::runtime_error("no data");
  std::this_thread::sleep_for(
      std::chrono::milliseconds(20));  // plays the wait
  return item * item;
}

}  // namespace

int main() {
  using course::ThreadPool;
  // begin shape
  int done = 0;
  std::map<int, std::future<int>> items;
  ThreadPool pool(8);
  for (int item = 0; item < 10; ++item) {
    items[item] =
        pool.submit([item] { return measure(item); });
  }
  for (auto& [item, result] : items) {
    try {
      result.get();
      ++done;
    } catch (const std::exception& error) {
      std::cout << "item " << item << ' ' << error.what()
                << '\n';
    }
  }
  std::cout << done << " of 10\n";
  // end shape
}
