// expect: crashed WhenFetchesThrow
// The exception is thrown again from the middle of the join loop. The std::threads behind
// it are destroyed unjoined: std::terminate.

#include "threads.hpp"

#include <exception>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies(names.size());
  std::vector<std::exception_ptr> errors(names.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < names.size(); ++i) {
    threads.emplace_back([&, i] {
      try {
        bodies[i] = fetch(names[i]);
      } catch (...) {
        errors[i] = std::current_exception();
      }
    });
  }
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads[i].join();
    if (errors[i]) {
      std::rethrow_exception(errors[i]);
    }
  }
  return bodies;
}

}  // namespace course
