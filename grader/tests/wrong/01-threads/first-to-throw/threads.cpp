// expect: failed WhenFetchesThrow.ThrowsTheExceptionOfTheLowestIndexAgain
// schedules: failed
// Keeps the exception that came first in time, which is another one on every run.

#include "threads.hpp"

#include <exception>
#include <mutex>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies(names.size());
  std::exception_ptr first_error;
  std::mutex mutex;
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < names.size(); ++i) {
      threads.emplace_back([&, i] {
        try {
          bodies[i] = fetch(names[i]);
        } catch (...) {
          std::lock_guard lock(mutex);
          if (!first_error) {
            first_error = std::current_exception();
          }
        }
      });
    }
  }
  if (first_error) {
    std::rethrow_exception(first_error);
  }
  return bodies;
}

}  // namespace course
