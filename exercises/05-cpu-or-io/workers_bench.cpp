#include <algorithm>
#include <numeric>
#include <thread>

#include "cpu_or_io.hpp"
#include "square_secret.hpp"
#include "support/latency.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"

namespace course {
namespace {

using std::chrono::milliseconds;

// ---- sum_of_squares: a call of square() per number, in the baseline as in yours

std::uint64_t make_numbers(std::uint64_t seed, std::size_t size) {
  set_square_secret(seed);
  // A few numbers more or less, so that every round has its own.
  return std::uint64_t{size} + seed % 997;
}

const bool sum_registered = support::add_row(
    "sum_of_squares", support::CpuRow<std::uint64_t, std::uint64_t>{
                          .size = 20'000'000,
                          .make = make_numbers,
                          .serial =
                              [](const std::uint64_t& n) {
                                std::uint64_t total = 0;
                                for (std::uint64_t i = 0; i < n; ++i) {
                                  total += square(i);
                                }
                                return total;
                              },
                          .yours = [](const std::uint64_t& n,
                                      unsigned workers) { return sum_of_squares(n, workers); },
                      });

// ---- fetches: one slow server among quick ones ------------------------------
//
// With 4 workers the best schedule has one of them wait for the slow server
// while the others share the quick ones: 100 ms. Workers with a fixed share of
// the urls, or in rounds, take 175 ms.

constexpr milliseconds kSlow{100};
constexpr milliseconds kQuick{25};
constexpr std::size_t kQuickUrls = 12;

struct Site {
  std::vector<std::string> urls;
  std::vector<milliseconds> latencies;
};

using Bodies = std::vector<std::string>;

support::Secret bodies_hold;

Site make_site(std::uint64_t seed) {
  bodies_hold.renew(seed);
  Site site;
  for (std::size_t i = 0; i <= kQuickUrls; ++i) {
    site.urls.push_back("/" + std::to_string(seed) + "/" + std::to_string(i));
    site.latencies.push_back(i == 0 ? kSlow : kQuick);
  }
  return site;
}

Fetch fetch_from(const Site& site) {
  return [&site](const std::string& url) {
    const auto index = std::stoul(url.substr(url.rfind('/') + 1));
    support::Latency(site.latencies.at(index)).request();
    return std::to_string(bodies_hold.of(url));
  };
}

// No schedule ends before its longest fetch, nor before all workers have waited alike.
milliseconds shortest_possible(const Site& site, unsigned workers) {
  const auto longest = std::max_element(site.latencies.begin(), site.latencies.end());
  const auto all = std::accumulate(site.latencies.begin(), site.latencies.end(), milliseconds{0});
  return std::max(*longest, all / workers);
}

const bool fetches_registered = support::add_row(
    "fetches",
    support::IoRow<Site, Bodies>{
        .make = make_site,
        .serial =
            [](const Site& site) {
              const Fetch fetch = fetch_from(site);
              Bodies bodies;
              for (const std::string& url : site.urls) {
                bodies.push_back(fetch(url));
              }
              return bodies;
            },
        .ideal =
            [](const Site& site, unsigned workers) {
              std::this_thread::sleep_for(shortest_possible(site, workers));
            },
        .yours = [](const Site& site,
                    unsigned workers) { return fetch_all(site.urls, fetch_from(site), workers); },
    });

}  // namespace
}  // namespace course
