// Ten visitors, and never more than three inside. The latch lets them start
// together.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <latch>
#include <semaphore>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

int main() {
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  const auto visit = [&] {
    const int now = ++inside;
    int seen = most.load();
    while (now > seen && !most.compare_exchange_weak(seen, now)) {
    }
    std::this_thread::sleep_for(10ms);  // looks around
    --inside;
  };
  {
    // begin visitors
    std::latch everybody_is_here(10);
    std::counting_semaphore<3> seats(3);

    std::vector<std::jthread> visitors;
    for (int i = 0; i < 10; ++i) {
      visitors.emplace_back([&] {
        everybody_is_here.arrive_and_wait();
        seats.acquire();
        visit();
        seats.release();
      });
    }
    // end visitors
  }
  std::printf("at most %d inside\n", most.load());
}
