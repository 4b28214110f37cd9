// Items 3, 1 and 2 take 300, 100 and 200 ms: whoever takes each result as soon
// as it is there gets them as 1, 2, 3.

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

#include "headline.hpp"
#include "processes.hpp"

namespace {

using headline::Results;

constexpr std::array<std::uint64_t, 3> kItems{3, 1, 2};

std::uint64_t work(std::uint64_t item) {
  std::this_thread::sleep_for(std::chrono::milliseconds(100) * item);
  return item;
}

// Results that are there and not taken yet, in the order in which they came.
class Completed {
 public:
  void push(std::uint64_t result) {
    {
      const std::lock_guard lock(mutex_);
      results_.push(result);
    }
    changed_.notify_one();
  }

  std::uint64_t pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !results_.empty(); });
    const std::uint64_t result = results_.front();
    results_.pop();
    return result;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::queue<std::uint64_t> results_;
};

Results one_after_another() {
  Results results;
  for (const std::uint64_t item : kItems) {
    results.push_back(work(item));
  }
  return results;
}

Results threads() {
  Completed completed;
  std::vector<std::jthread> workers;
  for (const std::uint64_t item : kItems) {
    workers.emplace_back([&completed, item] { completed.push(work(item)); });
  }
  Results results;
  while (results.size() < kItems.size()) {
    results.push_back(completed.pop());
  }
  return results;
}

Results processes() {
  Results results;
  for (const headline::Answer& answer : headline::in_processes(
           kItems.size(), [](std::size_t number) { return work(kItems[number]); })) {
    results.push_back(answer.value);
  }
  return results;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: in_order_of_completion WAY\n");
    return EXIT_FAILURE;
  }
  headline::run(argv[1], {one_after_another, threads, processes});
}
