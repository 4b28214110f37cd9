// BoundedQueue without the template, for the tests.
//
// The tests are compiled before any bounded_queue.hpp is known. They see this
// interface; adapter/queue_adapter.cpp puts a BoundedQueue behind it.

#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "queue_closed.hpp"

namespace course {

// Each member forwards to the one of the same name in BoundedQueue<T>.
template <class T>
class AnyQueue {
 public:
  virtual ~AnyQueue() = default;

  virtual void push(T value) = 0;
  virtual bool try_push(T&& value) = 0;
  virtual std::optional<T> pop() = 0;
  virtual void close() = 0;
  virtual std::size_t size() const = 0;
};

using IntQueue = AnyQueue<int>;

// An element that can be moved and not be copied.
using Parcel = std::unique_ptr<int>;
using ParcelQueue = AnyQueue<Parcel>;

// Each throws what the constructor of BoundedQueue throws.
std::unique_ptr<IntQueue> make_int_queue(std::size_t capacity);
std::unique_ptr<ParcelQueue> make_parcel_queue(std::size_t capacity);

}  // namespace course
