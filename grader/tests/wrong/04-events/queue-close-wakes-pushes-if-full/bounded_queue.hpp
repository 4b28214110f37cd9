// expect: deadlocked QueueOrders
// passes: tests races
// A push waits only while the queue is full, so close() wakes pushes only then. But of two that
// sleep, a pop has woken one; the queue is not full any more, and the other sleeps on.

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
      not_full_.wait(lock);
    }
    if (closed_) {
      throw QueueClosed();
    }
    items_.push_back(std::move(value));
    not_empty_.notify_one();
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
    not_empty_.notify_one();
    return true;
  }

  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    while (items_.empty() && !closed_) {
      not_empty_.wait(lock);
    }
    if (items_.empty()) {
      return std::nullopt;
    }
    std::optional<T> value(std::move(items_.front()));
    items_.pop_front();
    not_full_.notify_one();
    return value;
  }

  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    not_empty_.notify_all();
    if (items_.size() == capacity_) {
      not_full_.notify_all();
    }
  }

  std::size_t size() const {
    std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace course
