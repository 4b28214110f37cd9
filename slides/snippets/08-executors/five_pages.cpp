// Five pages, a pool of three workers. The sleep plays the
// server, 100 ms.

#include <chrono>
#include <future>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "support/thread_pool.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using course::ThreadPool;

std::string fetch(const std::string& url) {
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  return "page of " + url;
}

long ms_since(Clock::time_point start) {
  using std::chrono::milliseconds;
  return std::chrono::duration_cast<milliseconds>(
             Clock::now() - start)
      .count();
}

}  // namespace

int main() {
  const std::vector<std::string> urls{
      "a.org", "b.org", "c.org", "d.org", "e.org"};
  const auto start = Clock::now();
  // clang-format off: a column of a slide is narrow
  // begin pages
  std::vector<std::future<std::string>> pages;
  {
    ThreadPool pool(3);
    for (const std::string& url : urls) {
      pages.push_back(pool.submit(
          [&url] { return fetch(url); }));
    }
  }  // as the end of `with`: all five ran

  std::cout << pages.size() << " pages, "
            << ms_since(start) << " ms\n";
  // end pages
  // clang-format on
}
