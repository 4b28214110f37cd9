#include "sandbox/start_cost.hpp"

#include <algorithm>
#include <vector>

namespace sandbox {

std::chrono::duration<double, std::milli> start_cost(const Runner& isolated, const Runner& bare,
                                                     int pairs) {
  Command nothing;
  nothing.arguments = {"/usr/bin/true"};
  nothing.folder = "/";
  std::vector<std::chrono::nanoseconds> differences;
  for (int i = 0; i < pairs; ++i) {
    const auto with = isolated.run(nothing).wall;
    differences.push_back(with - bare.run(nothing).wall);
  }
  const auto median = differences.begin() + pairs / 2;
  std::nth_element(differences.begin(), median, differences.end());
  return *median;
}

}  // namespace sandbox
