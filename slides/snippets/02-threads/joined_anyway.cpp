// A jthread joins in its destructor, on every path.
#include <iostream>
#include <string>
#include <thread>

namespace {

void download(const std::string& file) { std::cout << file + " is here\n"; }

// begin work
void work(bool in_a_hurry) {
  std::jthread thread(download, "mesh.vtk");
  if (in_a_hurry) {
    return;  // joins
  }
  std::cout << "main goes on\n";
}  // joins
// end work

}  // namespace

int main() {
  work(true);
  work(false);
  std::cout << "main is done\n";
}
