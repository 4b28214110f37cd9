// One thread: create, which starts it, and join.
#include <chrono>
#include <iostream>
#include <string>
#include <thread>

using namespace std::chrono_literals;

// begin program
void download(const std::string& file) {
  std::this_thread::sleep_for(200ms);
  std::cout << file + " is here\n";
}

int main() {
  const std::string file = "mesh.vtk";
  // starts here
  std::thread thread(download, file);
  std::cout << "main goes on\n";
  thread.join();  // waits for the end
  std::cout << "main is done\n";
}
// end program
