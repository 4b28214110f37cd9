// expect: nothing
// A lock-free stack whose nodes are never used again and live until all threads are joined: no ABA.

#include <array>
#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

struct Node {
  int value = 0;
  Node* next = nullptr;
};

class Stack {
 public:
  void push(Node& node) {
    node.next = head_.load(std::memory_order_relaxed);
    while (!head_.compare_exchange_weak(node.next, &node, std::memory_order_release,
                                        std::memory_order_relaxed)) {
    }
  }

  Node* pop() {
    Node* top = head_.load(std::memory_order_acquire);
    while (top != nullptr) {
      if (head_.compare_exchange_weak(top, top->next, std::memory_order_acquire)) {
        break;
      }
    }
    return top;
  }

 private:
  std::atomic<Node*> head_ = nullptr;
};

int main() {
  std::array<Node, 4> nodes{{{1, nullptr}, {2, nullptr}, {4, nullptr}, {8, nullptr}}};
  Stack stack;
  std::atomic<int> sum = 0;
  const auto pop_one = [&] {
    if (const Node* const node = stack.pop()) {
      sum += node->value;
    }
  };
  std::thread ann([&] {
    stack.push(nodes[0]);
    stack.push(nodes[1]);
    pop_one();
  });
  std::thread bob([&] {
    stack.push(nodes[2]);
    stack.push(nodes[3]);
    pop_one();
  });
  std::thread cat(pop_one);
  ann.join();
  bob.join();
  cat.join();
  while (const Node* const node = stack.pop()) {
    sum += node->value;
  }
  must(sum == 15, "every node was popped once");
}
