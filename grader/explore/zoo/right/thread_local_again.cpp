// expect: nothing
// A thread gets the thread-local variables' memory of one that was joined by
// another thread, and is not ordered behind it in any other way.

#include <thread>
#include <utility>

#include "explore/zoo/zoo.hpp"

namespace {

thread_local int mine = 0;

void raise_mine() {
  must(mine == 0, "it begins anew in each thread");
  ++mine;
}

}  // namespace

int main() {
  std::thread first(raise_mine);
  std::thread joins([first = std::move(first)]() mutable { first.join(); });
  std::thread later(raise_mine);
  joins.join();
  later.join();
}
