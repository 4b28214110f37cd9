// Five tasks of 100 ms on three workers: who did what, and
// when. One character is 10 ms; drawn from the times that
// were measured.

#include <chrono>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "support/thread_pool.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

class Chart {
 public:
  void add(char name, Clock::time_point from,
           Clock::time_point to) {
    const std::lock_guard lock(mutex_);
    std::string& row = rows_[std::this_thread::get_id()];
    row.resize(
        static_cast<std::size_t>((from - start_) / 10ms),
        ' ');
    row.resize(static_cast<std::size_t>((to - start_) / 10ms),
               name);
  }
  void print() const {
    std::multiset<std::string> in_order;
    for (const auto& [id, row] : rows_) in_order.insert(row);
    int worker = 0;
    for (const std::string& row : in_order) {
      std::cout << "worker " << ++worker << "  " << row
                << '\n';
    }
  }

 private:
  const Clock::time_point start_ = Clock::now();
  std::mutex mutex_;
  std::map<std::thread::id, std::string> rows_;
};

}  // namespace

int main() {
  Chart chart;
  {
    course::ThreadPool pool(3);
    for (const char name : std::string("ABCDE")) {
      pool.submit([&chart, name] {
        const auto from = Clock::now();
        std::this_thread::sleep_for(
            100ms);  // plays the server
        chart.add(name, from, Clock::now());
      });
    }
  }
  chart.print();
}
