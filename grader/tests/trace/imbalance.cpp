// One of two threads has 70 % of the work.
// expect: work 200 span 140

#include "burn.hpp"

int main() {
  in_threads(2, [](int i) { burn(i == 0 ? 140 : 60); });
}
