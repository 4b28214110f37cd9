// expect: raced
// schedules: raced
// Each thread ticks off its own element, but in a std::vector<bool> neighbouring elements
// are bits of one word.

#include "threads.hpp"

#include <exception>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies(names.size());
  std::vector<std::exception_ptr> errors(names.size());
  std::vector<bool> fetched(names.size(), false);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < names.size(); ++i) {
      threads.emplace_back([&, i] {
        try {
          bodies[i] = fetch(names[i]);
          fetched[i] = true;
        } catch (...) {
          errors[i] = std::current_exception();
        }
      });
    }
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!fetched[i] && errors[i]) {
      std::rethrow_exception(errors[i]);
    }
  }
  return bodies;
}

}  // namespace course
