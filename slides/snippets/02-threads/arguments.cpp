// Must not compile: a thread copies its arguments, and a copy is no long& of the caller.
// build: fails
#include <thread>
#include <vector>

// begin program
void add_up(const std::vector<int>& values, long& sum) {
  for (const int value : values) {
    sum += value;
  }
}

int main() {
  const std::vector<int> values{1, 2, 3};
  long sum = 0;
  std::thread thread(add_up, values, sum);
  thread.join();
}
// end program
