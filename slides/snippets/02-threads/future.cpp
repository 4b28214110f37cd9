// A future brings home the result or the exception.
#include <future>
#include <iostream>
#include <stdexcept>
#include <string>

namespace {

std::string fetch(const std::string& file) {
  if (file == "forces.csv") {
    throw std::runtime_error(file + ": connection lost");
  }
  return "body of " + file;
}

}  // namespace

int main() {
  // begin program
  const auto start = [](const std::string& file) {
    return std::async(std::launch::async, fetch, file);
  };
  std::future<std::string> mesh = start("mesh.vtk");
  std::future<std::string> forces = start("forces.csv");
  try {
    std::cout << mesh.get() << "\n";    // waits
    std::cout << forces.get() << "\n";  // throws
  } catch (const std::exception& e) {
    std::cout << "caught " << e.what() << "\n";
  }
  // end program
}
