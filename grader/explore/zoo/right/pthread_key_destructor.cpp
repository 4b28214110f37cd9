// expect: nothing
// Each thread keeps a number under one key, and the key's destructor adds it up before join
// returns.

#include <pthread.h>

#include <atomic>
#include <thread>

#include "explore/zoo/zoo.hpp"

std::atomic<int> sum = 0;

extern "C" void add_up(void* value) { sum += *static_cast<const int*>(value); }

int main() {
  pthread_key_t key{};
  must(pthread_key_create(&key, add_up) == 0, "the key is made");
  int three = 3;
  int four = 4;
  const auto keep = [key](int* value) {
    must(pthread_getspecific(key) == nullptr, "a new thread keeps nothing");
    must(pthread_setspecific(key, value) == 0, "the value is kept");
    must(pthread_getspecific(key) == value, "each thread has its own value");
  };
  std::thread ann(keep, &three);
  std::thread bob(keep, &four);
  ann.join();
  bob.join();
  must(sum == 7, "both values were added up");
  pthread_key_delete(key);
}
