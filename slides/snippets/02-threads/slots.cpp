// Results come home in slots: each thread writes to a place that no other thread uses.
#include <chrono>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

std::string fetch(const std::string& file) {
  std::this_thread::sleep_for(file == "mesh.vtk" ? 60ms : 20ms);  // the first is the slowest
  return "body of " + file;
}

}  // namespace

int main() {
  const std::vector<std::string> files{"mesh.vtk", "forces.csv", "notes.txt"};
  // begin slots
  const std::size_t count = files.size();
  std::vector<std::string> bodies(count);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < count; ++i) {
      threads.emplace_back([&, i] {  // own i
        bodies[i] = fetch(files[i]);
      });
    }
  }  // all joined: now bodies may be read
  // end slots
  for (const std::string& body : bodies) {
    std::cout << body << "\n";
  }
}
