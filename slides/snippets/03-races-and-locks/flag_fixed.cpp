// A flag that is meant for several threads: every look is a look.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

using namespace std::chrono_literals;

// begin flag
std::atomic<bool> done = false;

void look() {
  long looks = 0;
  while (!done && looks < 300'000'000) {
    ++looks;
  }
  std::printf("looked %ld times\n", looks);
}
// end flag

int main() {
  std::jthread looker(look);
  std::this_thread::sleep_for(20ms);  // the work that is to be waited for
  done = true;
}
