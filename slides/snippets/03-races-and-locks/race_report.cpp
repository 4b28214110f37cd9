// WRONG: two threads change one number without an order between them.
// build: tsan
// exits: 66

#include <thread>

// begin race
long visitors = 0;

void door() { ++visitors; }

int main() {
  std::jthread front(door);
  std::jthread back(door);
}
// end race
