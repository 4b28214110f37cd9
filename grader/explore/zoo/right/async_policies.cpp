// expect: nothing
// One task runs in a thread of its own, the other in whoever asks for its result.

#include <future>
#include <thread>

#include "explore/zoo/zoo.hpp"

int main() {
  const std::thread::id main_id = std::this_thread::get_id();
  std::future<bool> elsewhere =
      std::async(std::launch::async, [&] { return std::this_thread::get_id() != main_id; });
  std::future<bool> here =
      std::async(std::launch::deferred, [&] { return std::this_thread::get_id() == main_id; });
  std::future<int> either = std::async([] { return 42; });
  must(elsewhere.get(), "async means another thread");
  must(here.get(), "deferred means this thread");
  must(either.get() == 42, "the default gives the result, too");
}
