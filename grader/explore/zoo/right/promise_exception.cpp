// expect: nothing
// A promise carries an exception, and a promise that dies without an answer carries broken_promise.

#include <exception>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "explore/zoo/zoo.hpp"

int main() {
  std::promise<int> failing;
  std::promise<int> forgetful;
  std::future<int> failure = failing.get_future();
  std::future<int> nothing = forgetful.get_future();
  std::thread worker([promise = std::move(failing), other = std::move(forgetful)]() mutable {
    const std::promise<int> dies_here = std::move(other);
    promise.set_exception(std::make_exception_ptr(std::runtime_error("no luck")));
  });
  bool failed = false;
  try {
    failure.get();
  } catch (const std::runtime_error& error) {
    failed = std::string(error.what()) == "no luck";
  }
  bool broken = false;
  try {
    nothing.get();
  } catch (const std::future_error& error) {
    broken = error.code() == std::future_errc::broken_promise;
  }
  worker.join();
  must(failed, "the exception arrives");
  must(broken, "a forgotten promise is broken");
}
