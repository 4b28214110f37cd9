// A task that can be asked to stop, and one that learns of it
// before it begins.

#include <chrono>
#include <future>
#include <iostream>
#include <latch>
#include <stop_token>
#include <thread>

#include "support/thread_pool.hpp"

namespace {

using course::ThreadPool;
using namespace std::chrono_literals;

// Plays a piece of work.
void step() { std::this_thread::sleep_for(1ms); }

}  // namespace

int main() {
  // begin stop
  std::stop_source enough;
  const std::stop_token token = enough.get_token();
  std::latch begun(1);
  ThreadPool pool(1);
  auto first = pool.submit([token, &begun] {
    begun.count_down();
    while (!token.stop_requested()) step();
    return "stopped half-way";
  });
  auto second = pool.submit([token] {
    return token.stop_requested() ? "never began" : "ran";
  });
  begun.wait();
  enough.request_stop();  // the reader has left
  std::cout << first.get() << '\n' << second.get() << '\n';
  // end stop
}
