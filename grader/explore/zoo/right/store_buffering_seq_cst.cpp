// expect: nothing
// Each thread raises its flag and looks at the other's, all seq_cst: at least one sees the other.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::atomic<bool> ann_here = false;
  std::atomic<bool> bob_here = false;
  bool ann_saw_bob = false;
  bool bob_saw_ann = false;
  std::thread ann([&] {
    ann_here = true;
    ann_saw_bob = bob_here;
  });
  std::thread bob([&] {
    bob_here = true;
    bob_saw_ann = ann_here;
  });
  ann.join();
  bob.join();
  must(ann_saw_bob || bob_saw_ann, "they cannot miss each other");
}
