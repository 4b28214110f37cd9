// expect: failed WhenFetchesThrow.WaitsForTheOtherThreadsFirst
// schedules: raced
// On the first exception the remaining threads are detached and left to themselves.

#include "threads.hpp"

#include <exception>
#include <memory>
#include <thread>

namespace course {

namespace {

struct Download {
  std::string body;
  std::exception_ptr error;
};

}  // namespace

std::vector<std::string> fetch_all(std::span<const std::string> names, const Fetch& fetch) {
  std::vector<std::shared_ptr<Download>> downloads;
  std::vector<std::thread> threads;
  for (const std::string& name : names) {
    auto download = std::make_shared<Download>();
    downloads.push_back(download);
    threads.emplace_back([download, fetch, name] {
      try {
        download->body = fetch(name);
      } catch (...) {
        download->error = std::current_exception();
      }
    });
  }
  std::vector<std::string> bodies;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads[i].join();
    if (downloads[i]->error) {
      for (std::size_t rest = i + 1; rest < threads.size(); ++rest) {
        threads[rest].detach();
      }
      std::rethrow_exception(downloads[i]->error);
    }
    bodies.push_back(downloads[i]->body);
  }
  return bodies;
}

}  // namespace course
