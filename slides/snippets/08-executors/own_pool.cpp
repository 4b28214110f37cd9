// Wrong: a task waits for another task of its own pool, and
// occupies the worker that would do it. Bounded by a timeout.

#include <chrono>
#include <future>
#include <iostream>

#include "support/thread_pool.hpp"

namespace {

int answer() { return 42; }

}  // namespace

int main() {
  using course::ThreadPool;
  using namespace std::chrono_literals;
  // clang-format off: a column of a slide is narrow
  // begin own
  ThreadPool pool(1);
  auto outer = pool.submit([&pool] {
    auto inner = pool.submit(answer);
    // get() would wait for ever
    return inner.wait_for(300ms) ==
           std::future_status::ready;
  });
  std::cout << (outer.get()
                    ? "done\n"
                    : "no worker in 300 ms\n");
  // end own
  // clang-format on
}
