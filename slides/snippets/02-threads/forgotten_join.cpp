// Wrong on purpose: nobody joins the thread, and its destructor ends the whole program.
// exits: 134
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>

namespace {

void download(const std::string& file) { std::cout << file + " is here\n"; }

// begin work
void work(bool in_a_hurry) {
  std::thread thread(download, "mesh.vtk");
  if (in_a_hurry) {
    return;  // an early return, and no join
  }
  thread.join();
}
// end work

}  // namespace

int main() {
  std::signal(SIGABRT, [](int) { std::_Exit(134); });  // the shell's code for it, without a core
  work(true);
  std::cout << "never reached\n";
}
