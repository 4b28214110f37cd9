// expect: failed
// Whichever of two workers is first answers a promise, but asks first whether it is answered.
// It fails if both have asked before either answers: the second set_value throws.

#include <atomic>
#include <future>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::promise<int> answer;
  std::atomic<bool> answered = false;
  const auto work = [&] {
    if (!answered) {
      answered = true;
      answer.set_value(42);
    }
  };
  std::future<int> result = answer.get_future();
  std::thread ann(work);
  std::thread bob(work);
  ann.join();
  bob.join();
  must(result.get() == 42, "the answer comes");
}
