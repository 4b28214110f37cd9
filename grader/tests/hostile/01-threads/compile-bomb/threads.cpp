// expect: not_built
// A compiler that never ends.
#include "threads.hpp"
template <int depth, int branch>
struct Tree {
  static constexpr long value =
      Tree<depth - 1, 2 * branch>::value + Tree<depth - 1, 2 * branch + 1>::value;
};
template <int branch>
struct Tree<0, branch> {
  static constexpr long value = branch;
};
long bomb() { return Tree<26, 1>::value; }

namespace course {

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  return std::vector<std::string>(names.size());
}

}  // namespace course
