// expect: nothing
// pthread_create, pthread_once and pthread_join by their own names, with a value for each thread.

#include <pthread.h>

#include <array>

#include "explore/zoo/zoo.hpp"

pthread_once_t once = PTHREAD_ONCE_INIT;
int table = 0;

extern "C" void make_table() { table += 42; }

extern "C" void* read_table(void* cell) {
  must(pthread_once(&once, make_table) == 0, "the table is made");
  *static_cast<int*>(cell) = table;
  return cell;
}

int main() {
  std::array<pthread_t, 3> threads{};
  std::array<int, 3> cells{};
  for (unsigned i = 0; i < 3; ++i) {
    must(pthread_create(&threads[i], nullptr, read_table, &cells[i]) == 0, "a thread is started");
  }
  for (unsigned i = 0; i < 3; ++i) {
    void* returned = nullptr;
    must(pthread_join(threads[i], &returned) == 0, "a thread is joined");
    must(returned == &cells[i] && cells[i] == 42, "it has seen the one table");
  }
}
