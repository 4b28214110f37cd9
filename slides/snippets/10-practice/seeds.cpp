// A generator for each member of an ensemble, whoever computes it.

#include <iostream>
#include <random>

using Generator = std::mt19937;

// begin member
Generator generator_of(unsigned seed,
                       unsigned member) {
  std::seed_seq both{seed, member};
  return Generator(both);
}
// end member

int main() {
  for (const unsigned member : {0U, 1U, 2U, 3U}) {
    std::cout << generator_of(2024, member)() % 1000 << ' ';
  }
  std::cout << '\n';
}
