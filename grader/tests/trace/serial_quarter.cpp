// A quarter of the work is done before there are threads.
// expect: work 200 span 125

#include "burn.hpp"

int main() {
  burn(50);
  in_threads(2, [](int) { burn(75); });
}
