// expect: raced
// schedules: raced
// All threads push their bodies into one vector. reserve() keeps the memory in place, but
// the vector's size is still changed by several threads at once.

#include "threads.hpp"

#include <exception>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies;
  bodies.reserve(names.size());
  std::vector<std::exception_ptr> errors(names.size());
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < names.size(); ++i) {
      threads.emplace_back([&, i] {
        try {
          bodies.push_back(fetch(names[i]));
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
