// expect: not_modelled
// Main wants a thread that sleeps to end, by pthread_kill.

#include <pthread.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  std::thread sleeper([] { std::this_thread::sleep_for(std::chrono::hours(1)); });
  must(pthread_kill(sleeper.native_handle(), SIGUSR1) == 0, "it is told");
  sleeper.join();
}
