// expect: nothing
// A jthread works until it is asked to stop, and is joined by its destructor.

#include <atomic>
#include <stop_token>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<int> rounds = 0;
  int last = 0;
  {
    std::jthread worker([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        ++rounds;
        std::this_thread::yield();
      }
      last = rounds;
    });
    std::jthread other([&, token = worker.get_stop_token()] {
      must(token.stop_possible(), "the worker can be stopped");
    });
    must(worker.request_stop(), "the first request is the one that counts");
    must(!worker.request_stop(), "a second one is not needed");
  }
  must(last == rounds, "the worker has ended before its destructor does");
}
