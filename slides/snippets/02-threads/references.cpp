// Arguments that a thread is to share are passed by std::ref, or captured.
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

namespace {

void add_up(const std::vector<int>& values, long& sum) {
  for (const int value : values) {
    sum += value;
  }
}

}  // namespace

int main() {
  const std::vector<int> values{1, 2, 3};
  long sum = 0;
  long other = 0;
  {
    // begin references
    std::jthread thread(add_up, std::cref(values), std::ref(sum));
    // end references
    // begin lambda
    std::jthread lambda([&] { add_up(values, other); });
    // end lambda
  }
  std::cout << sum << " " << other << "\n";
}
