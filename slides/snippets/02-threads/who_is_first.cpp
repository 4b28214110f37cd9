// Three arrivals on three threads: how often does each order come out?
#include <atomic>
#include <iomanip>
#include <iostream>
#include <map>
#include <string>
#include <thread>

namespace {

// begin one_run
std::string one_run() {
  std::string order(3, ' ');
  std::atomic<std::size_t> place = 0;
  const auto arrive = [&](char who) { order[place++] = who; };
  {
    std::jthread a(arrive, 'a');
    std::jthread b(arrive, 'b');
    arrive('m');  // main
  }  // both join here
  return order;
}
// end one_run

}  // namespace

int main() {
  std::map<std::string, int> seen{{"abm", 0}, {"amb", 0}, {"bam", 0},
                                  {"bma", 0}, {"mab", 0}, {"mba", 0}};
  for (int run = 0; run < 1000; ++run) {
    ++seen[one_run()];
  }
  for (const auto& [order, times] : seen) {
    std::cout << order << std::setw(6) << times << "\n";
  }
}
