// Who leaves the CPU, and why: by itself, to wait, or because its turn is over.
// seconds: 60
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>

using namespace std::chrono_literals;

std::uint64_t result = 0;

void computes() {
  std::uint64_t x = 1;
  for (int i = 0; i < 80'000'000; ++i) {
    x = x * 6364136223846793005U + 1442695040888963407U;
  }
  result = x;
}

void waits() {
  for (int i = 0; i < 50; ++i) {
    std::this_thread::sleep_for(2ms);  // plays a small read
  }
}

template <class Task>
void report(const std::string& name, Task task) {
  // begin usage
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  task();
  getrusage(RUSAGE_SELF, &after);
  const long by_itself = after.ru_nvcsw - before.ru_nvcsw;
  const long pushed_off = after.ru_nivcsw - before.ru_nivcsw;
  // end usage
  std::cout << std::left << std::setw(10) << name << std::right << std::setw(9) << by_itself
            << std::setw(13) << pushed_off << '\n';
}

int main() {
  std::cout << "          by itself   pushed off\n";
  report("computes", computes);
  report("waits", waits);
}
