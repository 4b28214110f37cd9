// Ten downloads together, on a single core.
#include <sched.h>

#include <chrono>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

std::string fetch(const std::string& page) {
  std::this_thread::sleep_for(100ms);  // plays a server that takes 1 s
  return "body of " + page;
}

void keep_to_one_core() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(static_cast<unsigned>(sched_getcpu()), &cores);
  sched_setaffinity(0, sizeof cores, &cores);
}

}  // namespace

int main() {
  std::vector<std::string> pages;
  for (int i = 0; i < 10; ++i) {
    pages.push_back("page " + std::to_string(i));
  }
  // begin core
  keep_to_one_core();
  // end core
  const auto start = std::chrono::steady_clock::now();
  // begin program
  {
    std::vector<std::jthread> threads;
    for (const std::string& page : pages) {
      threads.emplace_back([&page] {  // start
        fetch(page);
      });
    }
  }  // joins them all
  // end program
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::cout << std::fixed << std::setprecision(2) << "C++,    one core: " << seconds.count()
            << " s\n";
}
