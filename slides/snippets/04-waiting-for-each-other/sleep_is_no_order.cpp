// WRONG: a sleep is a guess about how long the other thread takes, and orders
// nothing.
// build: tsan
// exits: 66

#include <chrono>
#include <cstdio>
#include <thread>

using namespace std::chrono_literals;

// begin sleep
long bytes = 0;

int main() {
  std::jthread fetcher([] { bytes = 42; });
  std::this_thread::sleep_for(100ms);
  std::printf("%ld bytes\n", bytes);
}
// end sleep
