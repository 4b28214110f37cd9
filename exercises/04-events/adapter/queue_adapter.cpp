#include "queue_adapter.hpp"

#include <utility>

#include "bounded_queue.hpp"

namespace course {
namespace {

template <class T>
class Adapted final : public AnyQueue<T> {
 public:
  explicit Adapted(std::size_t capacity) : queue_(capacity) {}

  void push(T value) override { queue_.push(std::move(value)); }
  bool try_push(T&& value) override { return queue_.try_push(std::move(value)); }
  std::optional<T> pop() override { return queue_.pop(); }
  void close() override { queue_.close(); }
  std::size_t size() const override { return queue_.size(); }

 private:
  BoundedQueue<T> queue_;
};

}  // namespace

std::unique_ptr<IntQueue> make_int_queue(std::size_t capacity) {
  return std::make_unique<Adapted<int>>(capacity);
}

std::unique_ptr<ParcelQueue> make_parcel_queue(std::size_t capacity) {
  return std::make_unique<Adapted<Parcel>>(capacity);
}

}  // namespace course
