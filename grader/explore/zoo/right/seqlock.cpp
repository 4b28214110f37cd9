// expect: nothing
// A sequence number is odd while two atomics are written; a reader takes only what an even number
// enclosed on both sides.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Pair {
 public:
  void write(int value) {
    sequence_.fetch_add(1);
    low_ = value;
    high_ = value;
    sequence_.fetch_add(1);
  }

  // The sum of both halves of one write.
  int read() const {
    for (;;) {
      const unsigned before = sequence_;
      const int low = low_;
      const int high = high_;
      if (before % 2 == 0 && sequence_ == before) {
        return low + high;
      }
      std::this_thread::yield();
    }
  }

 private:
  std::atomic<unsigned> sequence_ = 0;
  std::atomic<int> low_ = 0;
  std::atomic<int> high_ = 0;
};

int main() {
  Pair pair;
  std::thread writer([&] {
    for (int value = 1; value <= 3; ++value) {
      pair.write(value);
    }
  });
  const auto read = [&] { must(pair.read() % 2 == 0, "both halves are of one write"); };
  std::thread ann(read);
  std::thread bob(read);
  writer.join();
  ann.join();
  bob.join();
  must(pair.read() == 6, "the last write remains");
}
