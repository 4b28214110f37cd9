#include "support/latency.hpp"
#include "support/secret.hpp"
#include "support/speed_row.hpp"
#include "threads.hpp"

namespace course {
namespace {

using Names = std::vector<std::string>;
using Bodies = std::vector<std::string>;

constexpr std::size_t kDownloads = 3;
constexpr std::chrono::milliseconds kLatency{60};

support::Secret bodies_hold;

std::string download(const std::string& name) {
  support::Latency(kLatency).request();
  return std::to_string(bodies_hold.of(name));
}

const bool registered = support::add_row(
    "downloads",
    support::IoRow<Names, Bodies>{
        .make =
            [](std::uint64_t seed) {
              bodies_hold.renew(seed);
              Names names;
              for (std::size_t i = 0; i < kDownloads; ++i) {
                names.push_back(std::to_string(seed) + "/" + std::to_string(i));
              }
              return names;
            },
        .serial =
            [](const Names& names) {
              Bodies bodies;
              for (const std::string& name : names) {
                bodies.push_back(download(name));
              }
              return bodies;
            },
        .ideal = [](const Names&, unsigned) { std::this_thread::sleep_for(kLatency); },
        .yours = [](const Names& names, unsigned) { return fetch_all(names, download); },
    });

}  // namespace
}  // namespace course
