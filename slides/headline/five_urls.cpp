// Five URLs and three workers: who is done takes the next one.
//
// A page is played by waiting 100 ms.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <vector>

#include "headline.hpp"
#include "processes.hpp"

namespace {

using headline::Results;

constexpr std::size_t kWorkers = 3;
constexpr std::size_t kUrls = 5;

std::uint64_t fetch(std::size_t url) {
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  return url * 1000;  // the size of the page
}

// Between processes an atomic works only without a lock behind it.
using Next = std::atomic<std::size_t>;
static_assert(Next::is_always_lock_free);

// One step takes the number and moves on: no two workers get the same url.
template <class Sizes>
void work(Next& next, Sizes& sizes) {
  for (std::size_t url = next++; url < kUrls; url = next++) {
    sizes[url] = fetch(url);
  }
}

Results one_after_another() {
  Results sizes;
  for (std::size_t url = 0; url < kUrls; ++url) {
    sizes.push_back(fetch(url));
  }
  return sizes;
}

Results threads() {
  Next next{0};
  Results sizes(kUrls);
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < kWorkers; ++i) {
      workers.emplace_back([&] { work(next, sizes); });
    }
  }  // Every jthread joins here.
  return sizes;
}

Results processes() {
  headline::Shared<Next> next;
  headline::Shared<std::array<std::uint64_t, kUrls>> sizes;
  {
    const headline::Processes workers(kWorkers, [&](std::size_t) { work(*next, *sizes); });
  }
  return {sizes->begin(), sizes->end()};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: five_urls WAY\n");
    return EXIT_FAILURE;
  }
  headline::run(argv[1], {one_after_another, threads, processes});
}
