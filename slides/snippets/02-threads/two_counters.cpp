// Wrong on purpose: two threads change one plain number, and nothing orders them.
// build: tsan
// exits: 66
#include <iostream>
#include <thread>

int main() {
  // begin program
  long downloads = 0;
  {
    std::jthread a([&] { ++downloads; });
    std::jthread b([&] { ++downloads; });
  }
  std::cout << downloads << "\n";
  // end program
}
