#include <cstdio>

int main() {
  // begin here
  std::puts("one");
  // end here
}
