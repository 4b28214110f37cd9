// expect: deadlock
// Whichever of two workers is first answers a promise, and each gives up if the other has begun.
// It hangs if both have begun before either looks: both give up, and the future never comes.

#include <array>
#include <atomic>
#include <cstddef>
#include <future>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::promise<int> answer;
  std::future<int> result = answer.get_future();
  std::array<std::atomic<bool>, 2> begun{};
  const auto work = [&](std::size_t me) {
    begun[me] = true;
    if (begun[1 - me]) {
      return;
    }
    answer.set_value(42);
  };
  std::thread ann(work, 0U);
  std::thread bob(work, 1U);
  must(result.get() == 42, "the answer comes");
  ann.join();
  bob.join();
}
