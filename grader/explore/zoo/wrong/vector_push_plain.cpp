// expect: race
// Two threads append to one vector without a lock. It races in every order.

#include <thread>
#include <vector>

#include "explore/zoo/zoo.hpp"

int main() {
  std::vector<int> found;
  found.reserve(16);
  const auto search = [&] {
    for (int i = 0; i < 4; ++i) {
      found.push_back(i);
    }
  };
  std::thread ann(search);
  std::thread bob(search);
  ann.join();
  bob.join();
  must(!found.empty(), "something was found");
}
