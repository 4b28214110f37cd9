// WRONG as a GIL: a plain mutex, let go and taken back after every instruction.
// seconds: 60
#include <array>
#include <iomanip>
#include <iostream>
#include <latch>
#include <mutex>
#include <thread>

constexpr long kInstructions = 200'000;

std::mutex gil;
int last_holder = -1;
long handovers = 0;
std::array<long, 2> cells{};

// begin interpret
void interpret(int me) {
  for (long i = 0; i < kInstructions; ++i) {
    const std::lock_guard held(gil);  // offers it every time
    ++cells[static_cast<std::size_t>(me)];
    if (last_holder != me) {
      last_holder = me;
      ++handovers;
    }
  }
}
// end interpret

int main() {
  {
    std::latch ready(2);
    const auto together = [&](int me) {
      ready.arrive_and_wait();
      interpret(me);
    };
    std::jthread first(together, 0);
    std::jthread second(together, 1);
  }
  std::cout << "offered      " << std::setw(7) << 2 * kInstructions << " times\n";
  std::cout << "changed hands" << std::setw(7) << handovers << " times\n";
}
