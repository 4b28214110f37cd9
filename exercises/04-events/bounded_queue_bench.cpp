// pipeline: a list of pages, fetched by several threads, stored by one. Two
// queues stand between them, so that all wait at the same time: the first is
// full most of the time, the second empty.
//
// Fetches are short and queues small, so that a hand-over that comes late holds
// somebody up. The clock sees polling every 5 ms and more; polling every 1 ms
// costs too little time to be seen here, and is found by the tests.

#include <algorithm>
#include <climits>
#include <numeric>
#include <thread>
#include <vector>

#include "queue_adapter.hpp"
#include "support/latency.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;
using Pages = std::vector<int>;

constexpr std::size_t kPages = 44;
constexpr std::size_t kCapacity = 2;
constexpr milliseconds kFetch{8};
constexpr milliseconds kStore{1};

support::Secret pages_hold;

int fetch(int page) {
  support::Latency(kFetch).request();
  return static_cast<int>(pages_hold.of(static_cast<std::uint64_t>(page)) % INT_MAX);
}

void store(Pages& stored, int page) {
  support::Latency(kStore).request();
  stored.push_back(page);
}

Pages in_order(Pages pages) {
  std::sort(pages.begin(), pages.end());
  return pages;
}

Pages one_after_the_other(const Pages& pages) {
  Pages stored;
  for (const int page : pages) {
    store(stored, fetch(page));
  }
  return in_order(std::move(stored));
}

// The fetchers work in rounds, and a round's pages are stored during the next
// one. Only the last round's are waited for.
void best_schedule(const Pages& pages, unsigned fetchers) {
  for (std::size_t round = 0; round < pages.size() / fetchers; ++round) {
    std::this_thread::sleep_for(kFetch);
  }
  for (unsigned i = 0; i < fetchers; ++i) {
    std::this_thread::sleep_for(kStore);
  }
}

Pages through_queues(const Pages& pages, unsigned fetchers) {
  const auto to_fetch = make_int_queue(kCapacity);
  const auto to_store = make_int_queue(kCapacity);
  Pages stored;
  std::jthread storer([&] {
    while (const std::optional<int> page = to_store->pop()) {
      store(stored, *page);
    }
  });
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < fetchers; ++i) {
      threads.emplace_back([&] {
        while (const std::optional<int> page = to_fetch->pop()) {
          to_store->push(fetch(*page));
        }
      });
    }
    for (const int page : pages) {
      to_fetch->push(page);
    }
    to_fetch->close();
  }
  to_store->close();
  storer.join();
  return in_order(std::move(stored));
}

const bool registered = support::add_row(
    "pipeline", support::IoRow<Pages, Pages>{
                    .make =
                        [](std::uint64_t seed) {
                          pages_hold.renew(seed);
                          Pages pages(kPages);
                          std::iota(pages.begin(), pages.end(), static_cast<int>(seed % 1000));
                          return pages;
                        },
                    .serial = one_after_the_other,
                    .ideal = best_schedule,
                    .yours = through_queues,
                });

}  // namespace
}  // namespace course
