// WRONG: the same data race, with the addition in a function that the compiler
// does not look into, as if it stood in another file.

#include <cstdio>
#include <latch>
#include <thread>
#include <vector>

// begin elsewhere
long count = 0;

[[gnu::noinline]] void increment() { ++count; }
// end elsewhere

long count_up() {
  count = 0;
  {
    std::latch all_here(4);
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        all_here.arrive_and_wait();
        for (int i = 0; i < 100'000; ++i) {
          increment();
        }
      });
    }
  }
  return count;
}

int main() {
  int run = 1;
  long sum = count_up();
  while (sum == 400'000 && run < 1'000) {
    sum = count_up();
    ++run;
  }
  if (run > 1) {
    std::printf("right in run 1 to %d\n", sum == 400'000 ? run : run - 1);
  }
  if (sum != 400'000) {
    std::printf("run %d counts %ld\n", run, sum);
  }
}
