#pragma once

// What the C++ programs share: which way to run, and how long it took.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace headline {

using Results = std::vector<std::uint64_t>;
using Way = std::function<Results()>;

struct Ways {
  Way one_after_another, threads, processes;

  const Way& named(std::string_view name) const {
    if (name == "one_after_another") {
      return one_after_another;
    }
    if (name == "threads") {
      return threads;
    }
    if (name == "processes") {
      return processes;
    }
    throw std::invalid_argument("no way is called " + std::string(name));
  }
};

// Runs the way that `name` says, and prints its time and result as JSON.
inline void run(std::string_view name, const Ways& ways) {
  const Way& way = ways.named(name);
  const auto start = std::chrono::steady_clock::now();
  const Results results = way();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf("{\"seconds\":%.9f,\"result\":[", seconds.count());
  const char* separator = "";
  for (const std::uint64_t result : results) {
    std::printf("%s\"%llu\"", separator, static_cast<unsigned long long>(result));
    separator = ",";
  }
  std::printf("]}\n");
}

}  // namespace headline
