#pragma once

#include <cstddef>
#include <optional>

#include "queue_closed.hpp"
#include "support/not_written_yet.hpp"

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
  explicit BoundedQueue(std::size_t capacity) {
    // TODO: an impossible capacity is refused.
    throw NotWrittenYet("BoundedQueue");
  }
  BoundedQueue(const BoundedQueue&) = delete;
  BoundedQueue& operator=(const BoundedQueue&) = delete;

  // Waits while the queue is full, then adds `value` at the end. Throws
  // QueueClosed, and adds nothing, if the queue is closed or becomes closed
  // while this call waits.
  void push(T value) {
    // TODO: room that was there when the thread was woken may be gone when it runs.
    throw NotWrittenYet("BoundedQueue::push");
  }

  // Adds `value` if there is room now. False: the queue is full, and `value` is
  // untouched. Throws QueueClosed if the queue is closed, full or not.
  bool try_push(T&& value) { throw NotWrittenYet("BoundedQueue::try_push"); }

  // Waits while the queue is empty and open, then takes the first element out.
  // Nothing once the queue is closed and drained.
  std::optional<T> pop() {
    // TODO: no element is lost, and none stays behind while somebody waits for it.
    throw NotWrittenYet("BoundedQueue::pop");
  }

  // From now on nothing is added; what is in the queue can still be taken out.
  // Every call that waits is woken. Closing a closed queue is allowed.
  void close() {
    // TODO: nobody sleeps on, on either side.
    throw NotWrittenYet("BoundedQueue::close");
  }

  // How many elements are in the queue at this moment.
  std::size_t size() const { throw NotWrittenYet("BoundedQueue::size"); }
};

}  // namespace course
