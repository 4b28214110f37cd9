// A thread that is asked to stop, and stops at the next opportunity.
#include <chrono>
#include <iostream>
#include <stop_token>
#include <thread>

using namespace std::chrono_literals;

namespace {

void read_sensor() { std::this_thread::sleep_for(10ms); }  // plays a sensor

}  // namespace

int main() {
  // begin program
  long samples = 0;
  const auto log = [&](std::stop_token stop) {
    while (!stop.stop_requested()) {
      read_sensor();
      ++samples;
    }
  };
  {
    std::jthread logger(log);
    std::this_thread::sleep_for(100ms);
  }  // requests the stop, then joins
  std::cout << samples << " samples\n";
  // end program
}
