// From which size on two threads pay: the time of a sum of n squares, by one
// thread that is there already, and by two that are started for it.
//
// Round after round, all sizes in turn, so that a disturbance meets them alike.

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "measuring.hpp"

namespace {

constexpr int kRounds = 15;
constexpr std::uint64_t kLeast = 1'000;
constexpr std::uint64_t kMost = 10'000'000;

std::uint64_t with_two_threads(std::uint64_t n) {
  std::array<std::uint64_t, 2> halves{};
  {
    const std::jthread first([&] { halves[0] = figures::sum_of_squares(0, n / 2); });
    const std::jthread second([&] { halves[1] = figures::sum_of_squares(n / 2, n); });
  }
  return halves[0] + halves[1];
}

struct Size {
  std::uint64_t n;
  std::vector<double> serial, threads;
};

// 1,000 2,000 5,000 10,000 ...
std::vector<Size> sizes() {
  std::vector<Size> sizes;
  for (std::uint64_t power = kLeast; power <= kMost; power *= 10) {
    for (const std::uint64_t factor : {1U, 2U, 5U}) {
      if (factor * power <= kMost) {
        sizes.push_back({factor * power, {}, {}});
      }
    }
  }
  return sizes;
}

}  // namespace

int main() {
  std::vector<Size> all = sizes();
  for (int round = 0; round < kRounds; ++round) {
    for (Size& size : all) {
      std::uint64_t one = 0, two = 0;
      size.serial.push_back(
          figures::seconds_of([&] { figures::keep(one = figures::sum_of_squares(0, size.n)); }));
      size.threads.push_back(figures::seconds_of([&] { two = with_two_threads(size.n); }));
      if (one != two) {
        std::fprintf(stderr, "break_even: two threads found another sum than one\n");
        return EXIT_FAILURE;
      }
    }
  }
  std::printf("{\"sizes\":[");
  const char* separator = "";
  for (const Size& size : all) {
    std::printf("%s{\"n\":%llu,", separator, static_cast<unsigned long long>(size.n));
    figures::print_list("serial", size.serial);
    std::printf(",");
    figures::print_list("threads", size.threads);
    std::printf("}");
    separator = ",";
  }
  std::printf("]}\n");
}
