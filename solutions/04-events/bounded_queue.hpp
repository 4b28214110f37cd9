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

// A first-in, first-out queue that never holds more than `capacity` elements.
//
// T can be moved, and moving it does not throw; it need not be copyable. Every
// member may be called from several threads at the same time. A thread that
// waits sleeps: it uses no CPU and does not wake up now and then to look.
//
// A queue must not be destroyed while a call on it is under way.
template <class T>
class BoundedQueue {
 public:
  // Throws std::invalid_argument if `capacity` is 0.
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {
    if (capacity == 0) {
      throw std::invalid_argument("a queue needs room for at least one element");
    }
  }
  BoundedQueue(const BoundedQueue&) = delete;
  BoundedQueue& operator=(const BoundedQueue&) = delete;

  // Waits while the queue is full, then adds `value` at the end. Throws
  // QueueClosed, and adds nothing, if the queue is closed or becomes closed
  // while this call waits.
  void push(T value) {
    std::unique_lock lock(mutex_);
    not_full_.wait(lock, [this] { return closed_ || items_.size() < capacity_; });
    add(std::move(value));
  }

  // Adds `value` if there is room now. False: the queue is full, and `value` is
  // untouched. Throws QueueClosed if the queue is closed, full or not.
  bool try_push(T&& value) {
    const std::lock_guard lock(mutex_);
    if (!closed_ && items_.size() == capacity_) {
      return false;
    }
    add(std::move(value));
    return true;
  }

  // Waits while the queue is empty and open, then takes the first element out.
  // Nothing once the queue is closed and drained.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty()) {
      return std::nullopt;
    }
    std::optional<T> value(std::move(items_.front()));
    items_.pop_front();
    not_full_.notify_one();
    return value;
  }

  // From now on nothing is added; what is in the queue can still be taken out.
  // Every call that waits is woken. Closing a closed queue is allowed.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    not_full_.notify_all();
    not_empty_.notify_all();
  }

  // How many elements are in the queue at this moment.
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  // Needs the lock, and room unless the queue is closed.
  void add(T&& value) {
    if (closed_) {
      throw QueueClosed();
    }
    items_.push_back(std::move(value));
    not_empty_.notify_one();
  }

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  // One for each side: a notify_one must not reach a thread that cannot use it.
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::deque<T> items_;
  bool closed_ = false;
};

}  // namespace course
