// expect: raced
// schedules: raced
// The lambda captures the loop variable by reference: when the thread reads the name, the
// loop may have put the next one there, or nothing at all.

#include "threads.hpp"

#include <exception>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies(names.size());
  std::vector<std::exception_ptr> errors(names.size());
  std::vector<std::jthread> threads;
  std::size_t index = 0;
  for (std::string name : names) {
    threads.emplace_back([&fetch, &name, &body = bodies[index], &error = errors[index]] {
      try {
        body = fetch(name);
      } catch (...) {
        error = std::current_exception();
      }
    });
    ++index;
  }
  for (auto& thread : threads) {
    thread.join();
  }
  for (const auto& error : errors) {
    if (error) {
      std::rethrow_exception(error);
    }
  }
  return bodies;
}

}  // namespace course
