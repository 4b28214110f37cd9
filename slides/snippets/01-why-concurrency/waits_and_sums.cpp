// Four tasks, one after another and together: waiting tasks on one core, computing tasks on one
// core, and computing tasks on every core that this program may use.
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <functional>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

// Others might read it, for all the compiler knows, so it keeps the loop.
std::atomic<double> last = 0;

namespace {

using Task = std::function<void()>;

// begin tasks
void wait() {
  // the server answers
  std::this_thread::sleep_for(30ms);
}

void compute() {
  // a simulation takes its steps
  double x = 0.4;
  for (int i = 0; i < 8'000'000; ++i) {
    x = 3.9 * x * (1 - x);
  }
  last = x;
}
// end tasks

double seconds(const Task& task) {
  const auto start = std::chrono::steady_clock::now();
  task();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The best of some rounds: what others do on this machine only ever makes a round longer.
void row(const std::string& name, const Task& task) {
  double in_a_row = 1e9;
  double together = 1e9;
  double computing = 1e9;
  for (int round = 0; round < 4; ++round) {
    in_a_row = std::min(in_a_row, seconds([&] {
                          for (int i = 0; i < 4; ++i) {
                            task();
                          }
                        }));
    const std::clock_t before = std::clock();  // the CPU's clock, of all threads
    together = std::min(together, seconds([&] {
                          std::vector<std::jthread> threads;
                          for (int i = 0; i < 4; ++i) {
                            threads.emplace_back(task);
                          }
                        }));
    computing = std::min(computing, static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
  }
  std::cout << std::left << std::setw(19) << name << std::right << std::fixed
            << std::setprecision(2) << std::setw(9) << in_a_row << std::setw(9) << together
            << std::setw(6) << computing << "\n";
}

cpu_set_t allowed_cores() {
  cpu_set_t cores;
  sched_getaffinity(0, sizeof cores, &cores);
  return cores;
}

void keep_to(const cpu_set_t& cores) { sched_setaffinity(0, sizeof cores, &cores); }

}  // namespace

int main() {
  const cpu_set_t all = allowed_cores();
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<unsigned>(sched_getcpu()), &one);
  std::cout << "four tasks          in a row together   CPU\n";
  keep_to(one);
  row("waiting,   1 core", wait);
  row("computing, 1 core", compute);
  keep_to(all);
  row("computing, " + std::to_string(CPU_COUNT(&all)) + " cores", compute);
}
