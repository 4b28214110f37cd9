// Each thread is joined before the next one is created.
// expect: work 200 span 200

#include <thread>

#include "burn.hpp"

int main() {
  for (int i = 0; i < 8; ++i) {
    std::thread thread([] { burn(25); });
    thread.join();
  }
}
