// expect: nothing
// Each worker catches what it throws and leaves it in a cell of its own; main throws it again.

#include <array>
#include <cstddef>
#include <exception>
#include <stdexcept>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::array<std::exception_ptr, 3> failures;
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < 3; ++i) {
    workers.emplace_back([&, i] {
      try {
        if (i != 1) {
          throw std::out_of_range("not mine");
        }
      } catch (const std::out_of_range&) {
        failures[i] = std::current_exception();
      }
    });
  }
  for (std::thread& worker : workers) {
    worker.join();
  }
  int caught = 0;
  for (const std::exception_ptr& failure : failures) {
    try {
      if (failure) {
        std::rethrow_exception(failure);
      }
    } catch (const std::out_of_range&) {
      ++caught;
    }
  }
  must(caught == 2 && !failures[1], "two have failed");
}
