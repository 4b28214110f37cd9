// Three ways to wait for 100 ms of work, and what each costs. The first two are
// WRONG ways to wait, and stand here to be measured.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <ctime>
#include <functional>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

std::atomic<bool> ready = false;
std::mutex mutex;
std::condition_variable changed;

// begin waits
void spin() {
  while (!ready) continue;
}

void poll() {
  while (!ready) std::this_thread::sleep_for(40ms);
}

void sleep_until_told() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [] { return ready.load(); });
}
// end waits

// This thread's own CPU time.
double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void measure(const char* name, const std::function<void()>& wait) {
  ready = false;
  Clock::time_point told;
  std::jthread worker([&] {
    std::this_thread::sleep_for(100ms);  // plays the work
    const std::scoped_lock lock(mutex);
    told = Clock::now();
    ready = true;
    changed.notify_one();
  });
  const double before = cpu_ms();
  wait();
  const double cpu = cpu_ms() - before;
  const Milliseconds late = Clock::now() - told;
  std::printf("%-17s %7.2f ms CPU, %6.2f ms late\n", name, cpu, late.count());
}

int main() {
  measure("spin", spin);
  measure("poll", poll);
  measure("sleep until told", sleep_until_told);
}
