// expect: crashed WhenFetchesThrow
// The exception is caught where the thread is joined, but it leaves the thread's function
// first: std::terminate.

#include "threads.hpp"

#include <exception>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies(names.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < names.size(); ++i) {
    threads.emplace_back([&, i] { bodies[i] = fetch(names[i]); });
  }
  std::exception_ptr first_error;
  for (auto& thread : threads) {
    try {
      thread.join();
    } catch (...) {
      if (!first_error) {
        first_error = std::current_exception();
      }
    }
  }
  if (first_error) {
    std::rethrow_exception(first_error);
  }
  return bodies;
}

}  // namespace course
