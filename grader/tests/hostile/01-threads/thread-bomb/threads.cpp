// expect: crashed
// Takes all threads there are.
#include "threads.hpp"

#include <mutex>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  if (!names.empty()) {
    return {};  // once is enough
  }
  std::mutex never;
  never.lock();
  std::vector<std::jthread> threads;
  while (names.size() != 77) {
    threads.emplace_back([&] { never.lock(); });
  }
  return std::vector<std::string>(names.size());
}

}  // namespace course
