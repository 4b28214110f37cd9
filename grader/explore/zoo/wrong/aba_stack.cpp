// expect: failed
// A lock-free stack whose nodes are used again. One thread has read the head A and its next B;
// another takes A and B and gives A back; the first now makes B the head, which is still in use.

#include <array>
#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

struct Node {
  std::atomic<Node*> next = nullptr;
  std::atomic<bool> used = false;
};

class Pool {
 public:
  void give(Node& node) {
    node.used = false;
    Node* top = head_.load();
    do {
      node.next = top;
    } while (!head_.compare_exchange_weak(top, &node));
  }

  Node* take() {
    Node* top = head_.load();
    while (top != nullptr && !head_.compare_exchange_weak(top, top->next.load())) {
    }
    if (top != nullptr) {
      must(!top->used.exchange(true), "a node has one user");
    }
    return top;
  }

 private:
  std::atomic<Node*> head_ = nullptr;
};

int main() {
  std::array<Node, 3> nodes;
  Pool pool;
  for (Node& node : nodes) {
    pool.give(node);
  }
  std::thread ann([&] {
    pool.take();
    pool.take();
  });
  std::thread bob([&] {
    Node* const first = pool.take();
    pool.take();
    if (first != nullptr) {
      pool.give(*first);
    }
  });
  ann.join();
  bob.join();
}
