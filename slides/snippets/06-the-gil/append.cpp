// WRONG: two threads append to one vector, and nothing protects it.
// build: tsan
// exits: 66
// seconds: 60
#include <iostream>
#include <thread>
#include <vector>

// begin append
std::vector<int> numbers;

void append() {
  for (int i = 0; i < 1000; ++i) {
    numbers.push_back(i);
  }
}
// end append

int main() {
  numbers.reserve(2000);  // without it, this program may crash before anybody can report
  {
    // begin threads
    std::jthread first(append);
    std::jthread second(append);
    // end threads
  }
  std::cout << (numbers.size() <= 2000 ? "done" : "impossible") << '\n';
}
