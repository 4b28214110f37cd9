// Loads the next batch while the training works on this one.
// seconds: 60

#include <algorithm>
#include <chrono>
#include <future>
#include <iostream>
#include <thread>

using Batch = int;

Batch load(int number) {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // plays a disk
  return number;
}

void train(Batch /*batch*/) {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // plays an accelerator
}

void one_by_one(int batches) {
  for (int number = 0; number < batches; ++number) {
    train(load(number));
  }
}

std::future<Batch> ask_for(int number) {
  return std::async(std::launch::async, load, number);
}

// begin ahead
void one_ahead(int batches) {
  std::future<Batch> later = ask_for(0);
  for (int n = 1; n <= batches; ++n) {
    const Batch here = later.get();
    if (n < batches) later = ask_for(n);
    train(here);
  }
}
// end ahead

template <class F>
double timed_ms(const F& way) {
  const auto start = std::chrono::steady_clock::now();
  way(6);
  const auto time = std::chrono::steady_clock::now() - start;
  return std::chrono::duration<double, std::milli>(time).count();
}

int main() {
  double by_one = 1e9;  // each the best of its rounds
  double ahead = 1e9;
  for (int round = 0; round < 3; ++round) {
    by_one = std::min(by_one, timed_ms(one_by_one));
    ahead = std::min(ahead, timed_ms(one_ahead));
  }
  std::cout << std::fixed;
  std::cout.precision(0);
  std::cout << "one_by_one  " << by_one << " ms\n"
            << "one_ahead   " << ahead << " ms\n";
}
