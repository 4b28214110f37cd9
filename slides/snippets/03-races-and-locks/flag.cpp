// WRONG: one thread reads a plain flag while another one sets it. The compiler
// may, and does, look at it once and not again: a thread that waits for it
// without giving up would wait for ever.
// seconds: 60

#include <chrono>
#include <cstdio>
#include <thread>

using namespace std::chrono_literals;

// begin flag
bool done = false;

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
  std::puts("done");
  done = true;
}
