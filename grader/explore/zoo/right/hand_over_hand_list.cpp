// expect: nothing
// A sorted list with a lock per node: who walks holds one node until it has the next, always
// forwards.

#include <limits>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "explore/zoo/zoo.hpp"

class SortedList {
 public:
  void insert(int value) {
    Node* before = &head_;
    std::unique_lock lock(before->mutex);
    while (before->next && before->next->value < value) {
      Node* const after = before->next.get();
      std::unique_lock next_lock(after->mutex);
      lock = std::move(next_lock);
      before = after;
    }
    auto node = std::make_unique<Node>();
    node->value = value;
    node->next = std::move(before->next);
    before->next = std::move(node);
  }

  int sum() {
    int total = 0;
    Node* at = &head_;
    std::unique_lock lock(at->mutex);
    while (at->next) {
      Node* const after = at->next.get();
      must(after->value >= at->value, "the list is sorted");
      std::unique_lock next_lock(after->mutex);
      lock = std::move(next_lock);
      at = after;
      total += at->value;
    }
    return total;
  }

 private:
  struct Node {
    std::mutex mutex;
    int value = std::numeric_limits<int>::min();
    std::unique_ptr<Node> next;
  };

  Node head_;
};

int main() {
  SortedList list;
  std::thread ann([&] {
    list.insert(5);
    list.insert(1);
  });
  std::thread bob([&] {
    list.insert(3);
    list.insert(7);
  });
  std::thread cat([&] { must(list.sum() <= 16, "nothing is in the list twice"); });
  ann.join();
  bob.join();
  cat.join();
  must(list.sum() == 16, "everything was inserted");
}
