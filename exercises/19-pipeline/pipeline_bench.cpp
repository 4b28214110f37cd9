// pages: from end to end, against a program that does one thing after the other.
//
// A page takes as long to come as its features take to be extracted, and there are
// as many fetches at once as workers. So both stages are busy all the time if
// neither waits for the other.
//
// What is attainable is a pipeline of the course's own, with threads in both stages.
// Copies of the serial program would not tell it: they cannot wait and compute at
// the same time.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "pipeline.hpp"
#include "support/latency.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

using Urls = std::vector<std::string>;
using Features = std::vector<std::string>;

constexpr std::size_t kPages = 24;
constexpr milliseconds kForEach{5};  // to fetch a page, and to extract its features

support::Secret pages_hold;

std::string fetch(const std::string& url) {
  support::Latency(kForEach).request();
  return std::to_string(pages_hold.of(std::stoul(url)));
}

// The logistic map: each step needs the one before.
std::string features_after(const std::string& page, std::size_t steps) {
  double x = 0.25 + static_cast<double>(std::stoull(page) % 1'000'000) * 1e-7;
  for (std::size_t i = 0; i < steps; ++i) {
    x = 3.99 * x * (1 - x);
  }
  return std::to_string(x);
}

// So many that an extraction takes as long as a fetch here. The shortest of several
// attempts is the one that was not disturbed.
std::size_t steps_for_each() {
  constexpr std::size_t kProbe = 100'000;
  nanoseconds shortest = nanoseconds::max();
  for (int attempt = 0; attempt < 20; ++attempt) {
    shortest = std::min(shortest, support::time([] { features_after("4711", kProbe); }));
  }
  return static_cast<std::size_t>(
      static_cast<double>(kProbe) *
      (nanoseconds(kForEach) / std::chrono::duration<double, std::nano>(shortest)));
}

// Found by the first input, in the process from which the others are forked.
std::string extract(const std::string& page) {
  static const std::size_t steps = steps_for_each();
  return features_after(page, steps);
}

Urls make_urls(std::uint64_t seed) {
  extract("0");
  pages_hold.renew(seed);
  Urls urls;
  for (std::size_t i = 0; i < kPages; ++i) {
    urls.push_back(std::to_string(seed % 1'000'000 * kPages + i));
  }
  return urls;
}

Features one_by_one(const Urls& urls) {
  Features all;
  for (const std::string& url : urls) {
    all.push_back(extract(fetch(url)));
  }
  return all;
}

// Some threads fetch, some extract, and nobody minds the order.
void both_at_once(const Urls& urls, unsigned workers) {
  std::atomic<std::size_t> next_fetch{0};
  std::atomic<std::size_t> next_extraction{0};
  std::mutex mutex;
  std::deque<std::string> pages;
  std::counting_semaphore<> there(0);
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < workers; ++i) {
    threads.emplace_back([&] {
      for (std::size_t index = next_fetch++; index < urls.size(); index = next_fetch++) {
        std::string page = fetch(urls[index]);
        {
          const std::lock_guard lock(mutex);
          pages.push_back(std::move(page));
        }
        there.release();
      }
    });
    threads.emplace_back([&] {
      while (next_extraction++ < urls.size()) {
        there.acquire();
        std::string page;
        {
          const std::lock_guard lock(mutex);
          page = std::move(pages.front());
          pages.pop_front();
        }
        static_cast<void>(extract(page));
      }
    });
  }
}

Features in_a_pipeline(const Urls& urls, unsigned workers) {
  Features all;
  run_pipeline(urls, {fetch, extract},
               {.fetches = workers, .workers = workers, .in_flight = std::size_t{4} * workers},
               {[&](std::size_t, const Outcome& outcome) {
                 const auto* const features = std::get_if<std::string>(&outcome);
                 all.push_back(features != nullptr ? *features : "none");
               }});
  return all;
}

// Its size is fixed: the two stages would come apart if only one of them grew.
class PagesRow final : public support::TypedRow<Urls, Features> {
 public:
  PagesRow() : TypedRow(one_by_one, in_a_pipeline) {}

  nanoseconds attainable(unsigned workers) override {
    return support::time([&] { both_at_once(input(), workers); });
  }
  double attainable_work(unsigned /*workers*/) const override { return 1; }
  std::optional<support::Fit> fit() const override { return std::nullopt; }

 private:
  Urls make(std::uint64_t seed, std::size_t /*size*/) override { return make_urls(seed); }
};

const bool registered = support::register_row("pages", std::make_unique<PagesRow>());

}  // namespace
}  // namespace course
