// Calls on a thread each, for tests that are run in many orders of their
// threads: no call waits for another one here, and none for time to pass.

#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

namespace course::support {

// Makes all calls, each on a thread of its own, and returns when the last of
// them has ended. Throws what the first of them in the list has thrown.
inline void together(const std::vector<std::function<void()>>& calls) {
  std::vector<std::exception_ptr> thrown(calls.size());
  {
    std::vector<std::jthread> threads;
    threads.reserve(calls.size());
    for (std::size_t i = 0; i < calls.size(); ++i) {
      threads.emplace_back([&, i] {
        try {
          calls[i]();
        } catch (...) {
          thrown[i] = std::current_exception();
        }
      });
    }
  }
  for (const std::exception_ptr& exception : thrown) {
    if (exception) {
      std::rethrow_exception(exception);
    }
  }
}

}  // namespace course::support
