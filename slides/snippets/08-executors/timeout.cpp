// A timeout ends the waiting, not the work.

#include <chrono>
#include <future>
#include <iostream>
#include <thread>

#include "support/thread_pool.hpp"

using namespace std::chrono_literals;

namespace {

void slow_page() { std::this_thread::sleep_for(500ms); }

}  // namespace

int main() {
  using course::ThreadPool;
  using Clock = std::chrono::steady_clock;
  // clang-format off: a column of a slide is narrow
  // begin timeout
  const auto start = Clock::now();
  {
    ThreadPool pool(1);
    auto page = pool.submit(slow_page);
    if (page.wait_for(100ms) ==
        std::future_status::timeout) {
      std::cout << "gave up\n";
    }
  }  // waits for the task
  const auto took = Clock::now() - start;
  std::cout << "over after 0.5 s: "
            << (took >= 500ms) << '\n';
  // end timeout
  // clang-format on
}
