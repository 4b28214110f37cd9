// expect: race
// Two threads raise a plain counter. It races in every order, and loses a step in some.

#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  long hits = 0;
  const auto count = [&] {
    for (int i = 0; i < 100; ++i) {
      ++hits;
    }
  };
  std::thread ann(count);
  std::thread bob(count);
  ann.join();
  bob.join();
  must(hits > 0, "something was counted");
}
