// expect: nothing
// A callback runs once, in the thread that requests the stop, or at once if it comes too late.

#include <atomic>
#include <stop_token>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::stop_source source;
  std::atomic<int> calls = 0;
  std::atomic<int> requests = 0;
  std::thread listener([&] {
    const std::stop_callback callback(source.get_token(), [&] { ++calls; });
    while (calls == 0) {
      std::this_thread::yield();
    }
  });
  const auto request = [&] {
    if (source.request_stop()) {
      ++requests;
    }
  };
  std::thread ann(request);
  std::thread bob(request);
  listener.join();
  ann.join();
  bob.join();
  must(calls == 1 && requests == 1, "one request, one call");
}
