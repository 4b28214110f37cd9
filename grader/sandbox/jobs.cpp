#include "sandbox/jobs.hpp"

#include <thread>
#include <utility>
#include <vector>

namespace sandbox {

void Jobs::add(Kind kind, std::size_t rank, Job job) {
  const std::lock_guard lock(mutex_);
  queues_.at(static_cast<std::size_t>(kind)).emplace(rank, std::move(job));
  ++left_;
  changed_.notify_all();
}

void Jobs::run() {
  {
    std::vector<std::jthread> threads;
    for (std::size_t kind = 0; kind < queues_.size(); ++kind) {
      for (unsigned i = 0; i < at_once_.at(kind); ++i) {
        threads.emplace_back([this, &queue = queues_.at(kind)] { work(queue); });
      }
    }
  }
  if (error_) {
    for (Queue& queue : queues_) {
      queue.clear();
    }
    left_ = 0;
    std::rethrow_exception(std::exchange(error_, nullptr));
  }
}

void Jobs::work(Queue& queue) {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return !queue.empty() || left_ == 0 || error_; });
    if (queue.empty() || error_) {
      return;
    }
    const Job job = std::move(queue.begin()->second);
    queue.erase(queue.begin());
    lock.unlock();
    std::exception_ptr error;
    try {
      job();
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    if (error && !error_) {
      error_ = error;
    }
    if (--left_ == 0 || error_) {
      changed_.notify_all();
    }
  }
}

}  // namespace sandbox
