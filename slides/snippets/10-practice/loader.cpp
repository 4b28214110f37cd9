// Loads the next batch while the training works on this one.
// seconds: 60

#include <chrono>
#include <future>
#include <iostream>
#include <thread>

using Batch = int;

Batch load(int number) {
  std::this_thread::sleep_for(std::chrono::milliseconds(30));  // plays a disk
  return number;
}

void train(Batch /*batch*/) {
  std::this_thread::sleep_for(std::chrono::milliseconds(30));  // plays an accelerator
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
void timed(const char* what, const F& way) {
  const auto start = std::chrono::steady_clock::now();
  way(8);
  const auto time = std::chrono::steady_clock::now() - start;
  std::cout << what << std::chrono::duration_cast<std::chrono::milliseconds>(time).count()
            << " ms\n";
}

int main() {
  timed("one_by_one  ", one_by_one);
  timed("one_ahead   ", one_ahead);
}
