// Four children draw a number: from a generator that each of
// them has copied, and from one that each has seeded with the
// number of its task.

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <functional>
#include <iostream>
#include <random>
#include <system_error>

namespace {

using Number = std::uint32_t;

// What the function returns in a child.
Number in_a_child(const std::function<Number()>& function) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) {
    throw std::system_error(errno, std::generic_category(),
                            "pipe");
  }
  const pid_t child = fork();
  if (child < 0) {
    throw std::system_error(errno, std::generic_category(),
                            "fork");
  }
  if (child == 0) {
    const Number number = function();
    _exit(write(ends[1], &number, sizeof number) ==
                  sizeof number
              ? 0
              : 1);
  }
  close(ends[1]);
  Number number = 0;
  if (read(ends[0], &number, sizeof number) != sizeof number)
    number = 0;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return number;
}

}  // namespace

int main() {
  // begin copied
  std::mt19937 generator(2024);
  for (int task = 0; task < 4; ++task) {
    std::cout << in_a_child([&] {
      return generator() % 1000;
    }) << ' ';
  }
  std::cout << '\n';
  // end copied

  // begin seeded
  for (int task = 0; task < 4; ++task) {
    std::cout << in_a_child([&] {
      std::seed_seq seed{2024, task};
      std::mt19937 own(seed);
      return own() % 1000;
    }) << ' ';
  }
  std::cout << '\n';
  // end seeded
}
