// expect: not_modelled
// deadline: 1000
// A thread reads from a pipe into which nobody writes: a wait that only the system
// knows of.

#include <unistd.h>

#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  int ends[2];
  must(pipe(ends) == 0, "there is a pipe");
  std::thread reader([&] {
    char byte = 0;
    must(read(ends[0], &byte, 1) == 1, "somebody writes");
  });
  reader.join();
}
