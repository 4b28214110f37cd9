// One of five pages fails. The exception waits in its future.

#include <future>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/thread_pool.hpp"

namespace {

std::string fetch(int page) {
  if (page == 3) throw std::runtime_error("page 3: 404");
  return "page " + std::to_string(page);
}

}  // namespace

int main() {
  using course::ThreadPool;
  // clang-format off: a column of a slide is narrow
  // begin pages
  std::vector<std::future<std::string>> pages;
  ThreadPool pool(3);
  for (int page = 1; page <= 5; ++page) {
    pages.push_back(pool.submit(
        [page] { return fetch(page); }));
  }
  for (auto& page : pages) {
    try {
      std::cout << page.get() << '\n';
    } catch (const std::exception& error) {
      std::cout << error.what() << '\n';
    }
  }
  // end pages
  // clang-format on
}
