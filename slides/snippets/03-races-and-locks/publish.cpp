// What is written before a store is seen after the load that sees the store.
// build: tsan

#include <atomic>
#include <cstdio>
#include <string>
#include <thread>

// begin publish
std::string page;  // plain
std::atomic<bool> fetched = false;

void fetch() {
  page = "42 bytes";
  fetched.store(true);
}

void show() {
  if (!fetched.load()) return;  // not yet
  std::puts(page.c_str());
}
// end publish

int main() {
  std::jthread fetcher(fetch);
  std::jthread reader(show);
}
