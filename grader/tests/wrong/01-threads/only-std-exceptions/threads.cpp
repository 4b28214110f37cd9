// expect: crashed WhenFetchesThrow.PassesOnWhatIsNoStdException
// Catches std::exception only. Anything else that is thrown leaves the thread's function.

#include "threads.hpp"

#include <exception>
#include <thread>

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::string> bodies(names.size());
  std::vector<std::exception_ptr> errors(names.size());
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < names.size(); ++i) {
      threads.emplace_back([&, i] {
        try {
          bodies[i] = fetch(names[i]);
        } catch (const std::exception&) {
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
