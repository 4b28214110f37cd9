// expect: failed AtTheSameTime.FetchesMoreNamesThanThereAreCoresAtOnce
// "More threads than cores are useless": true for computing, wrong for waiting. The names
// are fetched in batches.

#include "threads.hpp"

#include <algorithm>
#include <exception>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies(names.size());
  std::vector<std::exception_ptr> errors(names.size());
  const std::size_t cores = std::max(4U, std::thread::hardware_concurrency());
  for (std::size_t begin = 0; begin < names.size(); begin += cores) {
    std::vector<std::jthread> batch;
    for (std::size_t i = begin; i < std::min(begin + cores, names.size()); ++i) {
      batch.emplace_back([&, i] {
        try {
          bodies[i] = fetch(names[i]);
        } catch (...) {
          errors[i] = std::current_exception();
        }
      });
    }
  }
  for (const auto& error : errors) {
    if (error) {
      std::rethrow_exception(error);
    }
  }
  return bodies;
}

}  // namespace course
