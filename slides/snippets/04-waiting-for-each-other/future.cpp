// A future is an event that comes once and brings a value, or an exception.

#include <cstdio>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>

// begin future
void fetch(std::promise<std::string> promise, bool fails) {
  try {
    if (fails) throw std::runtime_error("no network");
    promise.set_value("42 bytes");
  } catch (...) {
    promise.set_exception(std::current_exception());
  }
}
// end future

int main() {
  for (const bool fails : {false, true}) {
    // begin get
    std::promise<std::string> promise;
    auto page = promise.get_future();
    std::jthread thread(fetch, std::move(promise), fails);
    try {
      std::puts(page.get().c_str());  // sleeps until then
    } catch (const std::exception& error) {
      std::puts(error.what());
    }
    // end get
  }
}
