// expect: race
// One shared_ptr is copied by one thread while another assigns to it.
// Its counts are atomic, it is not: it races unless the copy is ordered before the assignment.

#include <memory>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::shared_ptr<const int> current = std::make_shared<const int>(1);
  const std::shared_ptr<const int> first = current;
  std::thread reader([&] {
    const std::shared_ptr<const int> mine = current;
    must(*mine > 0, "a configuration is positive");
  });
  std::thread writer([&] { current = std::make_shared<const int>(2); });
  reader.join();
  writer.join();
  must(*first == 1, "the first configuration is kept");
}
