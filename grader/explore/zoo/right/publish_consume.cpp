// expect: nothing
// A node is published by a release store, and reached through the pointer that a consume load gave.

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

struct Node {
  int left = 0;
  int right = 0;
};

int main() {
  Node node;
  std::atomic<Node*> published = nullptr;
  std::thread writer([&] {
    node.left = 1;
    node.right = 2;
    published.store(&node, std::memory_order_release);
  });
  std::thread reader([&] {
    const Node* const found = published.load(std::memory_order_consume);
    if (found != nullptr) {
      must(found->left + found->right == 3, "what is published is whole");
    }
  });
  writer.join();
  reader.join();
}
