// Wrong on purpose: nobody waits for the detached thread, so the program ends without it.
#include <chrono>
#include <iostream>
#include <thread>

using namespace std::chrono_literals;

// begin program
void save() {
  // a slow disk
  std::this_thread::sleep_for(2s);
  std::cout << "saved\n";
}

int main() {
  std::thread(save).detach();
  std::cout << "done\n";
}
// end program
