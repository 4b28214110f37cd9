// A future is an event that comes once and brings a value, or an exception.

#include <cstdio>
#include <future>
#include <stdexcept>
#include <thread>

int fetch(bool fails) {
  if (fails) {
    throw std::runtime_error("no network");
  }
  return 42;
}

int main() {
  for (const bool fails : {false, true}) {
    // begin future
    std::promise<int> promise;
    std::future<int> bytes = promise.get_future();
    std::jthread fetcher([&] {
      try {
        promise.set_value(fetch(fails));
      } catch (...) {
        promise.set_exception(std::current_exception());
      }
    });
    // end future
    try {
      // begin get
      std::printf("%d bytes\n", bytes.get());  // sleeps until then
      // end get
    } catch (const std::exception& error) {
      std::puts(error.what());
    }
  }
}
