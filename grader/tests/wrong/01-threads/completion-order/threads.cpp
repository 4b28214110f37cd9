// expect: failed FetchAll.ReturnsTheBodiesInTheOrderOfTheNames
// schedules: failed
// push_back under a lock: no race any more, but the bodies come in the order in which they
// were ready.

#include "threads.hpp"

#include <exception>
#include <mutex>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies;
  std::vector<std::exception_ptr> errors(names.size());
  std::mutex mutex;
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < names.size(); ++i) {
      threads.emplace_back([&, i] {
        try {
          std::string body = fetch(names[i]);
          std::lock_guard lock(mutex);
          bodies.push_back(std::move(body));
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
