// expect: failed FetchAll.ReturnsOnlyAfterEveryThreadHasEnded
// schedules: raced
// Detached threads and a count of those that are not done yet. Done is not ended: the
// threads still run when fetch_all returns.

#include "threads.hpp"

#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

namespace course {

namespace {

struct Downloads {
  std::mutex mutex;
  std::condition_variable all_done;
  std::size_t pending = 0;
  std::vector<std::string> bodies;
  std::vector<std::exception_ptr> errors;
};

}  // namespace

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  auto downloads = std::make_shared<Downloads>();
  downloads->pending = names.size();
  downloads->bodies.resize(names.size());
  downloads->errors.resize(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::thread([downloads, &fetch, name = names[i], i] {
      try {
        downloads->bodies[i] = fetch(name);
      } catch (...) {
        downloads->errors[i] = std::current_exception();
      }
      std::lock_guard lock(downloads->mutex);
      --downloads->pending;
      downloads->all_done.notify_one();
    }).detach();
  }
  std::unique_lock lock(downloads->mutex);
  downloads->all_done.wait(lock, [&] { return downloads->pending == 0; });
  for (const auto& error : downloads->errors) {
    if (error) {
      std::rethrow_exception(error);
    }
  }
  return downloads->bodies;
}

}  // namespace course
