// expect: nothing
// A cache is looked up under a shared lock, and filled under an exclusive one after a second look.

#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

class Squares {
 public:
  int of(int number) {
    {
      const std::shared_lock lock(mutex_);
      const auto found = known_.find(number);
      if (found != known_.end()) {
        return found->second;
      }
    }
    const std::unique_lock lock(mutex_);
    const auto [place, added] = known_.try_emplace(number, number * number);
    if (added) {
      ++computed_;
    }
    return place->second;
  }

  int computed() {
    const std::shared_lock lock(mutex_);
    return computed_;
  }

 private:
  std::shared_mutex mutex_;
  std::map<int, int> known_;
  int computed_ = 0;
};

int main() {
  Squares squares;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int number = 1; number <= 2; ++number) {
        must(squares.of(number) == number * number, "a square is a square");
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  must(squares.computed() == 2, "each square was computed once");
}
