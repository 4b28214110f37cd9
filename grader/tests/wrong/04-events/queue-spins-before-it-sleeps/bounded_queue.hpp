// expect: slow pipeline
// passes: tests races
// Spins for 20 ms in the hope that the wait is short, then sleeps. All is right;
// but in a pipeline every wait is that short, and every waiter burns a core.

#pragma once

#include <chrono>
#include <condition_variable>
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
    const auto ready = [this] { return items_.size() < capacity_ || closed_; };
    spin(lock, ready);
    not_full_.wait(lock, ready);
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
    const auto ready = [this] { return !items_.empty() || closed_; };
    spin(lock, ready);
    not_empty_.wait(lock, ready);
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
    not_full_.notify_all();
    not_empty_.notify_all();
  }

  std::size_t size() const {
    std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  template <class Ready>
  static void spin(std::unique_lock<std::mutex>& lock, Ready ready) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
    while (!ready() && std::chrono::steady_clock::now() < end) {
      lock.unlock();
      std::this_thread::yield();
      lock.lock();
    }
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace course
