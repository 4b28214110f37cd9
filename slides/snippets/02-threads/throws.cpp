// Wrong on purpose: an exception leaves the thread's function, and std::terminate ends the program.
// exits: 134
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

// begin program
void download(const std::string& file) {
  if (file == "forces.csv") {
    throw std::runtime_error("no answer");
  }
}

void work() {
  try {
    std::jthread t(download, "forces.csv");
  } catch (const std::exception& error) {
    std::cout << "caught\n";  // never
  }
}
// end program

int main() {
  std::signal(SIGABRT, [](int) { std::_Exit(134); });  // the shell's code for it, without a core
  work();
}
