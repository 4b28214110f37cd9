// expect: failed QueueBlocking.TheRightSideIsWokenWhenBothSidesSleep
// schedules: deadlocked
// One condition variable for both sides, and notify_one: what a pop has to say
// to a push can reach another pop, which sleeps again and tells nobody.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include "queue_closed.hpp"

namespace course {

template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {
    if (capacity == 0) {
      throw std::invalid_argument("capacity must not be 0");
    }
  }
  BoundedQueue(const BoundedQueue&) = delete;
  BoundedQueue& operator=(const BoundedQueue&) = delete;

  void push(T value) {
    std::unique_lock lock(mutex_);
    while (items_.size() == capacity_ && !closed_) {
      changed_.wait(lock);
    }
    if (closed_) {
      throw QueueClosed();
    }
    items_.push_back(std::move(value));
    changed_.notify_one();
  }

  bool try_push(T&& value) {
    std::unique_lock lock(mutex_);
    if (closed_) {
      throw QueueClosed();
    }
    if (items_.size() == capacity_) {
      return false;
    }
    items_.push_back(std::move(value));
    changed_.notify_one();
    return true;
  }

  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    while (items_.empty() && !closed_) {
      changed_.wait(lock);
    }
    if (items_.empty()) {
      return std::nullopt;
    }
    std::optional<T> value(std::move(items_.front()));
    items_.pop_front();
    changed_.notify_one();
    return value;
  }

  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  std::size_t size() const {
    std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace course
