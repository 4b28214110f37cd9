// Two threads, each with half of the work, and nothing to wait for.
// expect: work 200 span 100

#include "burn.hpp"

int main() {
  in_threads(2, [](int) { burn(100); });
}
