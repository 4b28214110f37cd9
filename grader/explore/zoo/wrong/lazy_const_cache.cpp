// expect: race
// A const function fills a mutable cache, and const is taken for "safe to call from many threads".
// It races whenever two threads ask.

#include <optional>
#include <thread>

#include "explore/zoo/zoo.hpp"

class Square {
 public:
  explicit Square(int side) : side_(side) {}

  int area() const {
    if (!area_) {
      area_ = side_ * side_;
    }
    return *area_;
  }

 private:
  int side_;
  mutable std::optional<int> area_;
};

int main() {
  const Square square(9);
  const auto measure = [&] { must(square.area() == 81, "the area is right"); };
  std::thread ann(measure);
  std::thread bob(measure);
  ann.join();
  bob.join();
}
