// expect: nothing
// An object holds a mutex and a count of its users; the last one destroys both right after unlock.
// The mutex allows that: nobody else will lock it, and the other's unlock came before this lock.

#include <memory>
#include <mutex>
#include <thread>

#include "explore/zoo/zoo.hpp"

struct Shared {
  std::mutex mutex;
  int users = 2;
  int sum = 0;
};

void add_and_leave(Shared* shared, int amount) {
  bool last = false;
  {
    const std::lock_guard lock(shared->mutex);
    shared->sum += amount;
    last = --shared->users == 0;
    must(!last || shared->sum == 7, "the last one sees all that was added");
  }
  if (last) {
    std::unique_ptr<Shared>(shared).reset();
  }
}

int main() {
  Shared* const shared = std::make_unique<Shared>().release();
  std::thread ann(add_and_leave, shared, 3);
  std::thread bob(add_and_leave, shared, 4);
  ann.join();
  bob.join();
}
