// expect: nothing
// A recursive sum splits its range between itself and a thread that it starts and joins.

#include <thread>

#include "explore/zoo/zoo.hpp"

int sum_of(int from, int to) {
  if (to - from <= 2) {
    int sum = 0;
    for (int i = from; i < to; ++i) {
      sum += i;
    }
    return sum;
  }
  const int middle = from + (to - from) / 2;
  int lower = 0;
  std::thread helper([&] { lower = sum_of(from, middle); });
  const int upper = sum_of(middle, to);
  helper.join();
  return lower + upper;
}

int main() { must(sum_of(1, 9) == 36, "every number is added once"); }
