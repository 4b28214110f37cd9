// WRONG: every access is atomic, and so there is no data race. But the three
// steps are still three, and increments get lost.
// build: tsan

#include <atomic>
#include <barrier>
#include <cstdio>
#include <functional>
#include <thread>

// begin counts
std::atomic<long> lossy = 0;
std::atomic<long> exact = 0;

void count(std::barrier<>& both_have_read) {
  const long old = lossy.load();
  both_have_read.arrive_and_wait();
  lossy.store(old + 1);

  exact.fetch_add(1);
}
// end counts

int main() {
  std::barrier both_have_read(2);
  {
    std::jthread one(count, std::ref(both_have_read));
    std::jthread other(count, std::ref(both_have_read));
  }
  std::printf("load, add, store: %ld of 2\n", lossy.load());
  std::printf("fetch_add:        %ld of 2\n", exact.load());
}
