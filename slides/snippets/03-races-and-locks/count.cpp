// WRONG: four threads change a counter that nothing protects. That is a data
// race, and what is printed means nothing, even where it is 400,000.

#include <cstdio>
#include <thread>
#include <vector>

// begin count
long count = 0;

void work() {
  for (int i = 0; i < 100'000; ++i) {
    ++count;
  }
}
// end count

int main() {
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back(work);
    }
  }  // joined here
  std::printf("%ld\n", count);
}
