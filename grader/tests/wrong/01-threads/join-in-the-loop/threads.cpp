// expect: failed AtTheSameTime
// Each thread is joined right after its start, so the next one starts when it is over.

#include "threads.hpp"

#include <exception>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies(names.size());
  std::vector<std::exception_ptr> errors(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::thread thread([&, i] {
      try {
        bodies[i] = fetch(names[i]);
      } catch (...) {
        errors[i] = std::current_exception();
      }
    });
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
