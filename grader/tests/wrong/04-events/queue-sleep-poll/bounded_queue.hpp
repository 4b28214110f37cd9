// expect: failed QueueBlocking.PopSleepsWhileTheQueueIsEmpty
// Sleeps a little and looks again: right in the end, late every time, and never
// really asleep.

#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
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
      lock.unlock();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      lock.lock();
    }
    if (closed_) {
      throw QueueClosed();
    }
    items_.push_back(std::move(value));
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
    return true;
  }

  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    while (items_.empty() && !closed_) {
      lock.unlock();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      lock.lock();
    }
    if (items_.empty()) {
      return std::nullopt;
    }
    std::optional<T> value(std::move(items_.front()));
    items_.pop_front();
    return value;
  }

  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }

  std::size_t size() const {
    std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace course
