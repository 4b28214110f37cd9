// Wrong: futures of std::async that are thrown away wait in
// their destructors, so three tasks run one after the other.
// And a deferred task never starts by itself.

#include <chrono>
#include <future>
#include <iostream>
#include <thread>

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

void save() {
  std::this_thread::sleep_for(100ms);
}  // plays a disk

}  // namespace

int main() {
  // begin discarded
  const auto start = Clock::now();
  for (int i = 0; i < 3; ++i) {
    (void)std::async(std::launch::async, save);
  }
  const bool serial = Clock::now() - start >= 300ms;
  std::cout << "one after the other: " << std::boolalpha
            << serial << '\n';
  // end discarded

  // begin deferred
  auto later = std::async(std::launch::deferred, save);
  const bool deferred =
      later.wait_for(1s) == std::future_status::deferred;
  std::cout << "never started: " << deferred << '\n';
  // end deferred
}
