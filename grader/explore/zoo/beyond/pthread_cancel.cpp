// expect: not_modelled
// Main wants a thread that sleeps to end, by pthread_cancel.

#include <pthread.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::thread sleeper([] { std::this_thread::sleep_for(std::chrono::hours(1)); });
  must(pthread_cancel(sleeper.native_handle()) == 0, "it is told");
  sleeper.join();
}
