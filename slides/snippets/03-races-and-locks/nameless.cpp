// WRONG: a guard without a name is a temporary, and gone before the next line.

#include <cstdio>
#include <mutex>
#include <thread>

std::mutex mutex;

// begin nameless
void change() {
  std::unique_lock<std::mutex>{mutex};
  std::puts("nobody holds the lock here");
}
// end nameless

int main() {
  change();
  std::jthread other([] {
    const std::unique_lock attempt(mutex, std::try_to_lock);
    std::puts(attempt ? "free" : "taken");
  });
}
